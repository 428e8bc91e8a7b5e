import type { Shape } from './contract-types.ts';

/**
 * Verifies request parameters as PVE::JSONSchema::validate does, with its
 * messages (pve-common 9.2.1, JSONSchema.pm check_prop and check_object).
 * Values come from a query or a form, so numbers and booleans are strings.
 */
export function verifyParameters(
  schema: Record<string, Shape>,
  values: Record<string, unknown>,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [name, shape] of Object.entries(schema)) {
    const message = verifyParameter(shape, values[name]);
    if (message) errors[name] = message;
  }
  for (const name of Object.keys(values)) {
    const shape = schema[name];
    if (!shape) {
      errors[name] =
        'property is not defined in schema and the schema does not allow additional properties';
    } else if (shape.requires && values[shape.requires] === undefined) {
      errors[shape.requires] = `missing property required by '${name}'`;
    }
  }
  return errors;
}

/** The schema's patterns are Perl's; `(?^:` is how Perl prints a nested one. */
export function patternOf(perl: string): RegExp {
  return new RegExp(`^(?:${perl.replaceAll('(?^:', '(?:')})$`);
}

const FORMATS: Record<string, { pattern: RegExp; message: string }> = {
  // pve-common JSONSchema.pm: pve_verify_node_name, pve_verify_vmid;
  // pve-storage Plugin.pm: parse_storage_id; pve-access-control: verify_poolname.
  'pve-node': {
    pattern: /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    message: 'value does not look like a valid node name\n',
  },
  'pve-vmid': {
    pattern: /^[1-9][0-9]{2,8}$/,
    message: 'value does not look like a valid VM ID\n',
  },
  'pve-storage-id': {
    pattern: /^[a-zA-Z][a-zA-Z0-9\-_.]*[a-zA-Z0-9]$/,
    message: 'storage ID contains illegal characters\n',
  },
  'pve-realm': {
    pattern: /^[A-Za-z][A-Za-z0-9.\-_]+$/,
    message: 'value does not look like a valid realm\n',
  },
  'pve-configid': {
    pattern: /^[a-z][a-z0-9_-]+$/i,
    message: 'invalid configuration ID\n',
  },
  // pve-common JSONSchema.pm verify_tag, which is pve-guest-common's pve-tag.
  'pve-tag': {
    pattern: /^[a-z0-9_][a-z0-9_\-+.]*$/i,
    message: 'invalid characters in tag\n',
  },
  'pve-task-status-type': {
    pattern: /^(ok|error|warning|unknown)$/i,
    message: 'invalid status\n',
  },
  // pve-ha-manager Tools.pm: pve_verify_ha_resource_or_vm_id.
  'pve-ha-resource-or-vm-id': {
    pattern: /^([a-z]+:\S+|\d+)$/,
    message: 'value does not look like a valid ha resource id\n',
  },
  'pve-poolid': {
    pattern: /^[A-Za-z0-9.\-_]+(\/[A-Za-z0-9.\-_]+){0,2}$/,
    message: 'pool name contains invalid characters\n',
  },
};

function verifyParameter(shape: Shape, value: unknown): string | undefined {
  if (value === undefined) {
    return shape.optional
      ? undefined
      : 'property is missing and it is not optional';
  }
  const text = String(value);
  const typeError = verifyType(shape.type, value, text);
  if (typeError) return typeError;
  const isList = shape.format?.endsWith('-list');
  const format = FORMATS[shape.format?.replace(/-list$/, '') ?? ''];
  const parts = isList ? text.split(/[,;\s]+/).filter(Boolean) : [text];
  if (format && parts.some(part => !format.pattern.test(part))) {
    return `invalid format - ${format.message}`;
  }
  if (shape.pattern && !patternOf(shape.pattern).test(text)) {
    return 'value does not match the regex pattern';
  }
  if (shape.maxLength !== undefined && text.length > shape.maxLength) {
    return `value may only be ${shape.maxLength} characters long`;
  }
  if (shape.minLength !== undefined && text.length < shape.minLength) {
    return `value must be at least ${shape.minLength} characters long`;
  }
  const number = Number(text);
  if (shape.maximum !== undefined && number > shape.maximum) {
    return `value must have a maximum value of ${shape.maximum}`;
  }
  if (shape.minimum !== undefined && number < shape.minimum) {
    return `value must have a minimum value of ${shape.minimum}`;
  }
  if (shape.enum && !shape.enum.includes(text)) {
    return `value '${text}' does not have a value in the enumeration '${shape.enum.join(
      ', ',
    )}'`;
  }
  return undefined;
}

// check_type of JSONSchema.pm; a JSON body may hold true and false.
const PATTERNS: Record<string, RegExp> = {
  boolean: /^[01]$/,
  integer: /^[+-]?\d+$/,
  number: /^[+-]?(\d+\.\d+|\d+\.|\.\d+|\d+)([eE][+-]?\d+)?$/,
};

function verifyType(
  type: string | undefined,
  value: unknown,
  text: string,
): string | undefined {
  if (type === 'boolean' && typeof value === 'boolean') return undefined;
  if (typeof value === 'object') {
    return `type check ('${type}') failed - got ${
      Array.isArray(value) ? 'ARRAY' : 'HASH'
    }`;
  }
  const valid = !type || (PATTERNS[type]?.test(text) ?? true);
  return valid ? undefined : `type check ('${type}') failed - got '${text}'`;
}

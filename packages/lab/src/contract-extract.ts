import type {
  Contract,
  Endpoint,
  EndpointPermissions,
  PermissionCheck,
  Shape,
} from './contract-types.ts';

/** The official schema as it lies in shared/contracts: what of it is read here. */
interface OfficialDefinition {
  type?: string;
  optional?: boolean;
  enum?: string[];
  format?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  min_length?: number;
  max_length?: number;
  default?: unknown;
  properties?: Record<string, OfficialDefinition>;
  items?: OfficialDefinition;
  extra?: { requires?: unknown };
}

interface OfficialMethod {
  verb: string;
  allow_token: boolean;
  extra?: { proxyto?: string };
  permissions?: {
    user?: string;
    expression?: { check?: PermissionCheck };
  };
  parameters: { name: string; definition: OfficialDefinition }[];
  returns: OfficialDefinition;
}

export interface OfficialSchema {
  paths: { path: string; methods: OfficialMethod[] }[];
}

function shapeOf(definition: OfficialDefinition): Shape {
  const shape: Shape = {};
  if (definition.type) shape.type = definition.type;
  if (definition.optional) shape.optional = true;
  if (definition.enum?.length) shape.enum = definition.enum;
  if (typeof definition.format === 'string') shape.format = definition.format;
  if (definition.pattern) shape.pattern = definition.pattern;
  if (definition.minimum !== undefined) shape.minimum = definition.minimum;
  if (definition.maximum !== undefined) shape.maximum = definition.maximum;
  if (definition.min_length !== undefined) {
    shape.minLength = definition.min_length;
  }
  if (definition.max_length !== undefined) {
    shape.maxLength = definition.max_length;
  }
  const preset = definition.default;
  // A default of several words is prose ("restore limit from …").
  if (typeof preset === 'number' || /^\S+$/.test(String(preset ?? ' '))) {
    shape.default = preset as string | number;
  }
  const requires = definition.extra?.requires;
  if (typeof requires === 'string') shape.requires = requires;
  if (definition.items) shape.items = shapeOf(definition.items);
  const properties = Object.entries(definition.properties ?? {});
  if (properties.length > 0) {
    shape.properties = Object.fromEntries(
      properties.map(([name, property]) => [name, shapeOf(property)]),
    );
  }
  return shape;
}

function permissionsOf(
  official: OfficialMethod['permissions'],
): EndpointPermissions | undefined {
  const user = official?.user;
  const check = official?.expression?.check;
  if (!user && !check) return undefined;
  return { ...(user && { user }), ...(check && { check }) };
}

/** Of the official schema of a version, those of `endpoints` ("GET /nodes") that it has, as this package keeps them. */
export function extractContract(
  official: OfficialSchema,
  endpoints: string[],
  version: string,
): Contract {
  return {
    version,
    endpoints: endpoints.flatMap(name => {
      const [verb, path] = name.split(' ');
      const method = official.paths
        .find(candidate => candidate.path === path)
        ?.methods.find(candidate => candidate.verb === verb);
      if (!method) return [];
      const permissions = permissionsOf(method.permissions);
      const endpoint: Endpoint = {
        method: verb,
        path,
        allowToken: method.allow_token,
        ...(method.extra?.proxyto && { proxyTo: method.extra.proxyto }),
        ...(permissions && { permissions }),
        parameters: Object.fromEntries(
          method.parameters.map(parameter => [
            parameter.name,
            shapeOf(parameter.definition),
          ]),
        ),
        returns: shapeOf(method.returns),
      };
      return [endpoint];
    }),
  };
}

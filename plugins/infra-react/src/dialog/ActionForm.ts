/** What a person has given so far, by the name of the field; what is not in it has not been given. @public */
export type ActionValues = Readonly<Record<string, unknown>>;

interface FieldBase {
  /** As the action's input calls it. */
  name: string;
  label: string;
  description?: string;
  /** The action is neither looked at nor started without it. */
  isRequired?: boolean;
}

/** A choice of a field. @public */
export interface ActionOption {
  value: string;
  label: string;
  /** What helps to choose: `41 GiB of memory free`. */
  description?: string;
}

/**
 * One thing that an action needs to be told:
 *
 * - `text`: a string; `problemOf` says what is wrong with it, or nothing
 * - `number`: a whole number from `minimum` to `maximum`
 * - `boolean`: true or false, never absent
 * - `choice`: the value of one option
 * - `choices`: the values of some options
 * - `words`: strings, written one after the other with spaces or commas between
 *
 * @public
 */
export type ActionField =
  | (FieldBase & {
      type: 'text';
      initial?: string;
      problemOf?: (text: string) => string | undefined;
    })
  | (FieldBase & { type: 'number'; minimum: number; maximum: number })
  | (FieldBase & { type: 'boolean'; initial?: boolean })
  | (FieldBase & {
      type: 'choice';
      options: readonly ActionOption[];
      initial?: string;
    })
  | (FieldBase & { type: 'choices'; options: readonly ActionOption[] })
  | (FieldBase & {
      type: 'words';
      problemOf?: (words: readonly string[]) => string | undefined;
    });

/**
 * What an action needs to be told beside what it acts on. It is asked again at each change: what it asks for may depend
 * on what was given.
 *
 * @public
 */
export type ActionForm = (values: ActionValues) => readonly ActionField[];

/** What is in the fields as a person left them, by name: text and words as they are written. */
export type RawValues = Readonly<Record<string, unknown>>;

/** The strings that are written one after the other. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(word => word !== '');
}

/** The number that is written, undefined where it is none or none of those allowed. */
function numberOf(
  { minimum, maximum }: { minimum: number; maximum: number },
  text: string,
): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const number = Number(text);
  return number >= minimum && number <= maximum ? number : undefined;
}

/** What a field gives as it was left; undefined for nothing. */
function valueOf(field: ActionField, raw: unknown): unknown {
  switch (field.type) {
    case 'text':
      return String(raw ?? field.initial ?? '').trim() || undefined;
    case 'number':
      return numberOf(field, String(raw ?? '').trim());
    case 'boolean':
      return raw ?? field.initial ?? false;
    case 'choice': {
      const value = raw ?? field.initial;
      return field.options.some(each => each.value === value)
        ? value
        : undefined;
    }
    case 'choices': {
      const chosen = Array.isArray(raw) ? raw : [];
      return field.options
        .map(each => each.value)
        .filter(value => chosen.includes(value));
    }
    default:
      return wordsOf(String(raw ?? ''));
  }
}

/** What is wrong with what stands in a field, for people. */
export function problemOf(
  field: ActionField,
  raw: unknown,
): string | undefined {
  const value = valueOf(field, raw);
  if (field.type === 'text' && typeof value === 'string') {
    return field.problemOf?.(value);
  }
  if (field.type === 'number') {
    const isGood = value !== undefined || String(raw ?? '').trim() === '';
    return isGood
      ? undefined
      : `A whole number from ${field.minimum} to ${field.maximum}.`;
  }
  if (field.type === 'words' && Array.isArray(value)) {
    return field.problemOf?.(value);
  }
  return undefined;
}

/** A form as it was filled in. */
export interface FilledForm {
  fields: readonly ActionField[];
  values: ActionValues;
  /** Why the action cannot even be looked at; undefined when it can. */
  lacking?: string;
}

function valuesOf(
  fields: readonly ActionField[],
  raw: RawValues,
): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .map(field => [field.name, valueOf(field, raw[field.name])] as const)
      .filter(([, value]) => value !== undefined),
  );
}

const isEmpty = (value: unknown) =>
  value === undefined || (Array.isArray(value) && value.length === 0);

/** Reads a form as it was left. Values of fields that are not asked for any more are left out. */
export function fillForm(form: ActionForm, raw: RawValues): FilledForm {
  // Which fields there are depends on the values, and the values on the fields: what was given decides first.
  let fields = form({});
  let values = valuesOf(fields, raw);
  for (let i = 0; i < 3; i++) {
    fields = form(values);
    values = valuesOf(fields, raw);
  }
  const empty = fields.filter(
    field => field.isRequired && isEmpty(values[field.name]),
  );
  const wrong = fields.filter(field => problemOf(field, raw[field.name]));
  const names = [...empty, ...wrong].map(field => field.label.toLowerCase());
  const verb = empty.length > 0 ? 'give' : 'correct';
  return {
    fields,
    values,
    lacking:
      names.length > 0 ? `First ${verb}: ${names.join(', ')}.` : undefined,
  };
}

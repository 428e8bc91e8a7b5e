import { Checkbox, CheckboxGroup, Select, TextField } from '@backstage/ui';
import { problemOf, type ActionField, type RawValues } from './ActionForm';

/** The fields of an action's form. */
export function ActionFields(props: {
  fields: readonly ActionField[];
  raw: RawValues;
  onChange: (name: string, value: unknown) => void;
}) {
  const { fields, raw, onChange } = props;
  return (
    <>
      {fields.map(field => (
        <Field
          key={field.name}
          field={field}
          raw={raw[field.name]}
          onChange={value => onChange(field.name, value)}
        />
      ))}
    </>
  );
}

/** From so many options on one searches among them. */
const MANY = 12;

/** Takes a choice back: a select cannot have an empty key. No option has a space first. */
const UNCHOSEN = ' none';

function Field(props: {
  field: ActionField;
  raw: unknown;
  onChange: (value: unknown) => void;
}) {
  const { field, raw, onChange } = props;
  const { label, description, isRequired } = field;
  switch (field.type) {
    case 'boolean':
      return (
        <Checkbox
          isSelected={Boolean(raw ?? field.initial ?? false)}
          onChange={onChange}
        >
          {description ? `${label} (${description})` : label}
        </Checkbox>
      );
    case 'choice':
      return (
        <Select
          label={label}
          description={description}
          isRequired={isRequired}
          placeholder="Choose one"
          value={String(raw ?? field.initial ?? '') || null}
          onChange={key =>
            onChange(key === null || key === UNCHOSEN ? undefined : String(key))
          }
          search={field.options.length > MANY ? true : undefined}
          options={[
            ...(isRequired || field.initial !== undefined
              ? []
              : [{ id: UNCHOSEN, label: 'None' }]),
            ...field.options.map(option => ({
              id: option.value,
              label: option.label,
              description: option.description,
            })),
          ]}
        />
      );
    case 'choices':
      return (
        <CheckboxGroup
          label={label}
          description={description}
          value={Array.isArray(raw) ? raw : []}
          onChange={onChange}
        >
          {field.options.map(option => (
            <Checkbox key={option.value} value={option.value}>
              {option.label}
            </Checkbox>
          ))}
        </CheckboxGroup>
      );
    default:
      return (
        <TextField
          label={label}
          description={description}
          isRequired={isRequired}
          value={String(
            raw ?? (field.type === 'text' ? field.initial : undefined) ?? '',
          )}
          onChange={onChange}
          validate={text => problemOf(field, text) ?? null}
          validationBehavior="aria"
          inputMode={field.type === 'number' ? 'numeric' : undefined}
          autoComplete="off"
        />
      );
  }
}

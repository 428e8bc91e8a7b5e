/**
 * Who did something, as people say it: `operator` for `user:default/operator`; the kind stays where it is no person,
 * and the namespace where it is another.
 *
 * @public
 */
export function formatActor(actor: string): string {
  const [, kind, namespace, name] =
    /^([^:/]+):([^:/]+)\/([^:/]+)$/.exec(actor) ?? [];
  if (!name) return actor;
  const local = namespace === 'default' ? name : `${namespace}/${name}`;
  return kind === 'user' ? local : `${kind} ${local}`;
}

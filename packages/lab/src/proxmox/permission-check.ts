import type { EndpointPermissions, PermissionCheck } from '../contract.ts';
import type { Acl } from './acl.ts';
import { permissionError } from './errors.ts';

/** pve-access-control AccessControl.pm normalize_path. */
function normalizePath(path: string): string | undefined {
  const normal = `/${path.split('/').filter(Boolean).join('/')}`;
  return /^[\p{L}\p{N}.\-_/]+$/u.test(normal) ? normal : undefined;
}

function templateReplace(
  template: string,
  parameters: Record<string, unknown>,
): string {
  return template.replace(/\{([^}]+)\}/g, (_, name) =>
    String(parameters[name] ?? ''),
  );
}

/** RPCEnvironment.pm exec_api2_perm_check, for the tests that the served endpoints state. */
function executeCheck(
  check: PermissionCheck,
  acl: Acl,
  userid: string,
  parameters: Record<string, unknown>,
): void {
  const [test, ...operands] = check;
  if (test === 'and') {
    for (const operand of operands) {
      executeCheck(operand as PermissionCheck, acl, userid, parameters);
    }
    return;
  }
  if (test === 'or') {
    for (const operand of operands) {
      try {
        executeCheck(operand as PermissionCheck, acl, userid, parameters);
        return;
      } catch {
        // The next alternative may hold.
      }
    }
    throw permissionError();
  }
  if (test !== 'perm') throw new Error(`unknown permission test ${test}`);
  const [template, privileges, ...options] = operands as [
    string,
    string[],
    ...unknown[],
  ];
  // Perl's option list: …, any => 1.
  const any = options[0] === 'any' && Boolean(options[1]);
  const path = normalizePath(templateReplace(template, parameters));
  const granted = (privilege: string) =>
    path !== undefined && acl.has(userid, path, privilege);
  if (any) {
    if (!privileges.some(granted)) {
      throw permissionError(`${path ?? ''}, ${privileges.join('|')}`);
    }
    return;
  }
  const missing = privileges.find(privilege => !granted(privilege));
  if (missing) throw permissionError(`${path ?? ''}, ${missing}`);
}

/** RPCEnvironment.pm check_api2_permissions: what the method itself demands. */
export function checkPermissions(
  permissions: EndpointPermissions | undefined,
  acl: Acl,
  userid: string | undefined,
  parameters: Record<string, unknown>,
): void {
  if (!userid && permissions?.user === 'world') return;
  if (!userid) throw permissionError('user != null');
  if (userid === 'root@pam') return;
  if (!permissions) throw permissionError('user != root@pam');
  if (permissions.user === 'all') return;
  if (!permissions.check) throw permissionError();
  executeCheck(permissions.check, acl, userid, parameters);
}

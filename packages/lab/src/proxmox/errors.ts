/** An answer that is not data: a status, a reason phrase, and perhaps which parameters were wrong. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors?: Record<string, string>;

  constructor(
    status: number,
    message: string,
    errors?: Record<string, string>,
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** pve-common Exception.pm raise_perm_exc; messages of exceptions end in a newline. */
export function permissionError(what?: string): ApiError {
  return new ApiError(
    403,
    what ? `Permission check failed (${what})\n` : 'Permission check failed\n',
  );
}

/** pve-common Exception.pm raise_param_exc. */
export function parameterError(errors: Record<string, string>): ApiError {
  return new ApiError(400, 'Parameter verification failed.\n', errors);
}

/** What `die` becomes in a method (pve-manager HTTPServer.pm rest_handler). */
export function died(message: string): ApiError {
  return new ApiError(500, `${message}\n`);
}

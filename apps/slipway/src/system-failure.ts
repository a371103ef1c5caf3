import { failed, type Failure } from './failure';

/** The reasons for which the system refuses a file, in words: https://nodejs.org/api/errors.html#common-system-errors */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EEXIST: 'there is something of that name',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk is read-only',
};

/** What it means to a person that the system refused a file, or undefined for any other error. */
export function systemFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const reason = reasons[code ?? ''];
  if (reason === undefined || path === undefined) return undefined;
  return failed(`${path} cannot be used: ${reason} (${syscall} ${code})`);
}

/**
 * Where a repository is: https, http, ssh, git, file, or `user@host:path`. Nothing that git would run (`ext::`) or take as an option, and no
 * credential: everybody who sees the service sees its address.
 */
import { z } from 'zod';

const url = /^(https?|ssh|git|file):\/\/[^\x00-\x20\x7f]+$/u;
const scpLike = /^[A-Za-z0-9._]+@[A-Za-z0-9.-]+:[^\x00-\x20\x7f]+$/u;
const holdsCredential = /^(https?|git):\/\/[^/]*@|^ssh:\/\/[^/@]*:[^/@]*@/u;

export const gitUrl = z
  .string()
  .max(2048)
  .refine((text) => url.test(text) || scpLike.test(text), {
    message: 'Give a git address such as https://host/path.git, ssh://git@host/path.git, git@host:path.git or file:///path.',
  })
  .refine((text) => !holdsCredential.test(text), {
    message: 'Leave the credential out of the address and store it with setGitConnection: services find it by the host.',
  });

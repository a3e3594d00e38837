/** An http or https address that messages are posted to. Whether it may be reached is decided when it is (`HttpSender`). */
import { z } from 'zod';

export const httpUrl = z
  .string()
  .max(2048, 'The address can have at most 2,048 characters.')
  .refine((text) => /^https?:\/\//.test(text) && !/[\p{Cc}\s]/u.test(text) && URL.canParse(text), {
    message: 'The address must begin with http:// or https://.',
  })
  .refine((text) => !/^https?:\/\/[^/?#]*@/.test(text), {
    message: 'The address must not hold a user name or password.',
  });

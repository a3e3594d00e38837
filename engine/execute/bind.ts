/** A rendered statement with the caller's values. */
import type { Statement } from '../database/database.ts';
import { bindValue } from '../plan/bind.ts';
import type { VariableValues } from '../plan/variables.ts';
import type { Session } from '../session.ts';
import type { Rendered } from '../sql/render.ts';

/** Statements with many values are written once and do not come back: not worth keeping on the server. */
const MOST_VALUES_KEPT = 200;

export const bindStatement = ({ text, values }: Rendered, session: Session, variables: VariableValues): Statement => ({
  text,
  values: values.map((value) => bindValue(value, session, variables)),
  prepare: values.length <= MOST_VALUES_KEPT,
});

import { reportOf } from '@slipway/catalog';
import { rules } from './rules';

/** Makes a finding of a rule of the constructs. */
export const report = reportOf(rules);

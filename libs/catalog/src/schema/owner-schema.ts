import type { RuleId } from '../rules/rules';
import { text } from './field';

/** A team, as the value of a tag. */
export const owner = (rule: RuleId, example = 'platform-team') =>
  text(rule, {
    max: 256,
    pattern: /^[\p{L}\p{N} _.:/=+\-@]+$/u,
    repair: (value) => value.replace(/[^\p{L}\p{N} _.:/=+\-@]+/gu, '-'),
    example,
  });

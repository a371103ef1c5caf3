import { inService, service, withLines, type RuleCase } from './rule-case';
import { serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

const nested = (depth: number): string => `${'{ a: '.repeat(depth)}b${' }'.repeat(depth)}`;

/** Cases of the rules for files. */
export const fileCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1002: {
    fails: { [serviceFile]: withLines(`#${'x'.repeat(256 * 1024)}`) },
    passes: { [serviceFile]: withLines(`#${'x'.repeat(200 * 1024)}`) },
    says: `${serviceFile}:1:1 the file has 256 KiB
move what is no setting to another file`,
  },
  SLP1003: {
    fails: { [serviceFile]: Buffer.from(withLines('# Preis in €'), 'latin1') },
    passes: { [serviceFile]: withLines('# Preis in €') },
    says: `${serviceFile}:1:1 the file has bytes that are not UTF-8
save the file as UTF-8`,
  },
  SLP1004: {
    fails: { 'apps/orders/service.yml': '' },
    passes: { 'apps/orders/notes.yml': '' },
    says: `apps/orders/service.yml:1:1 the file is named service.yml
git mv apps/orders/service.yml apps/orders/service.yaml`,
  },
  SLP1005: inService(
    'owner: pricing-team',
    'owner: "pricing-team',
    'owner: "pricing-team"',
    `3:8 the \`"\` that opens here is not closed
add the closing "`,
  ),
  SLP1006: {
    fails: { [serviceFile]: withLines('owner: other-team') },
    passes: { [serviceFile]: withLines('# owner: other-team') },
    says: `${serviceFile}:7:1 \`owner\` is written twice; the first is in line 3, column 1
remove one of the two`,
  },
  SLP1007: inService(
    'owner: pricing-team',
    'owner: &team pricing-team',
    'owner: team pricing-team',
    `3:14 \`&team\` names a value for use in another line
remove \`&team\``,
  ),
  SLP1008: {
    fails: { [serviceFile]: withLines('environment: { <<: { LEVEL: info } }') },
    passes: { [serviceFile]: withLines('environment: { LEVEL: info }') },
    says: `${serviceFile}:7:16 \`<<\` would merge another mapping
write the keys out, or state what differs in a stage below \`stages\``,
  },
  SLP1009: inService(
    'owner: pricing-team',
    'owner: !!str pricing-team',
    'owner: pricing-team',
    `3:14 the tag \`tag:yaml.org,2002:str\` has no meaning here
remove the tag`,
  ),
  SLP1010: {
    fails: { [serviceFile]: withLines('---\nname: orders') },
    passes: { [serviceFile]: `---\n${service}` },
    says: `${serviceFile}:7:1 a second document begins here
remove the line \`---\` and what belongs to the other document`,
  },
  SLP1011: {
    fails: { [serviceFile]: '# nothing yet\n' },
    passes: { [serviceFile]: service },
    says: `${serviceFile}:1:1 the file is empty
describe what it is named after, or remove the file`,
  },
  SLP1012: {
    fails: { [serviceFile]: '- name: quotes\n' },
    passes: { [serviceFile]: service },
    says: `${serviceFile}:1:1 the file is a list instead of a mapping of keys to values
begin with a key, as in \`name: quotes\``,
  },
  SLP1013: {
    fails: { [serviceFile]: withLines(`description: ${nested(33)}`) },
    passes: { [serviceFile]: withLines('description: not nested') },
    says: `${serviceFile}:7:174 the values here nest more than 32 deep
nest less`,
  },
};

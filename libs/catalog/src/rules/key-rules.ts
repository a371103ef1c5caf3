import type { Rule } from './rule';

/** What must hold for the keys of every file. */
export const keyRules = {
  SLP1101: {
    severity: 'error',
    title: 'Every key is known',
    why: 'a misspelt key would leave its default in force without a word',
  },
  SLP1102: {
    severity: 'error',
    title: 'Every required key has a value',
    why: 'there is no value that would be right for most services',
  },
  SLP1103: {
    severity: 'error',
    title: 'Sections fit the kind of the service',
    why: 'a section of another kind would have no effect',
  },
  SLP1104: {
    severity: 'error',
    title: 'Planned options that are not built yet are refused',
    why: 'accepting it would deploy infrastructure that does not do what the file says',
  },
  SLP1105: {
    severity: 'error',
    title: 'A section is a mapping, a list is a list',
    why: 'the settings inside it are found by their keys',
  },
  SLP1106: {
    severity: 'error',
    title: 'Only some sections may differ between stages',
    why: 'what a service is and whom it calls is the same in every stage; how it runs there may differ',
  },
  SLP1107: {
    severity: 'error',
    title: 'Text that looks like a number is quoted',
    why: 'YAML reads it as a number or a truth value and drops leading zeros, so the text would not be what was written',
    reference: 'https://yaml.org/spec/1.2.2/#1032-tag-resolution',
  },
  SLP1108: {
    severity: 'error',
    title: '`stages` names stages that exist',
    why: 'a stage is a file in stacks/stages; a service listed for a misspelt stage would run nowhere',
  },
  SLP1109: {
    severity: 'error',
    title: 'A stage asked for has a file',
    why: 'account, region and network of a stage come from its file',
  },
} as const satisfies Record<string, Rule>;

import type { Rule } from './rule';

/** What must hold for a file before its keys are looked at. */
export const fileRules = {
  SLP1001: {
    severity: 'error',
    title: 'A file or folder of the catalog can be read',
    why: 'what cannot be read would be missing from the stacks, and an apply would remove it',
  },
  SLP1002: {
    severity: 'error',
    title: 'A file is at most 256 KiB',
    why: 'a description of one service is a few hundred bytes; megabytes are a wrong file, and parsing them takes seconds',
  },
  SLP1003: {
    severity: 'error',
    title: 'A file is UTF-8 text',
    why: 'YAML tools, editors and reviews of this repository read UTF-8 only',
    reference: 'https://yaml.org/spec/1.2.2/#52-character-encodings',
  },
  SLP1004: {
    severity: 'error',
    title: 'The files are named service.yaml and <stage>.yaml',
    why: 'only these names are read, so the file would be ignored without a word',
  },
  SLP1005: {
    severity: 'error',
    title: 'A file is well-formed YAML',
    why: 'nothing after the place where YAML breaks can be trusted, so the rest of the file is not checked',
    reference: 'https://yaml.org/spec/1.2.2/',
  },
  SLP1006: {
    severity: 'error',
    title: 'A key is written once in its mapping',
    why: 'YAML tools disagree on which of two equal keys wins',
    reference: 'https://yaml.org/spec/1.2.2/#3213-node-comparison',
  },
  SLP1007: {
    severity: 'error',
    title: 'No anchors and aliases',
    why: 'an alias takes its value from another line, so a reviewer of a changed line cannot see what else it changes, and a message could not point at one place',
  },
  SLP1008: {
    severity: 'error',
    title: 'No merge keys',
    why: 'a merge key hides which value is in force and is no part of YAML 1.2; `stages` is the way to state differences',
    reference: 'https://yaml.org/spec/1.2.2/',
  },
  SLP1009: {
    severity: 'error',
    title: 'No YAML tags',
    why: 'a tag such as !Ref or !!binary changes what a value means, and nothing here gives it a meaning',
  },
  SLP1010: {
    severity: 'error',
    title: 'A file holds one YAML document',
    why: 'a file describes one service or one stage; a second document would be ignored',
  },
  SLP1011: {
    severity: 'error',
    title: 'A file is not empty',
    why: 'an empty file describes nothing; an apply would remove what it described before',
  },
  SLP1012: {
    severity: 'error',
    title: 'A file is a mapping of keys to values',
    why: 'every setting is found by its key',
  },
  SLP1013: {
    severity: 'error',
    title: 'Values nest at most 32 deep',
    why: 'no setting nests deeper than four levels, and unbounded nesting exhausts the parser',
  },
  SLP1014: {
    severity: 'error',
    title: 'Symbolic links lead to a file',
    why: 'a link that leads in a circle or nowhere hides the service it stands for',
  },
} as const satisfies Record<string, Rule>;

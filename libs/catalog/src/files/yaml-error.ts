import type { YAMLError } from 'yaml';

interface YamlMistake {
  readonly message: string;
  readonly fix: string;
}

/** What a person did, by the code of the parser; the parser's own words speak of its internals. */
const mistakes: Partial<Record<YAMLError['code'], YamlMistake>> = {
  TAB_AS_INDENT: {
    message: 'a tab indents this line, and YAML allows only spaces',
    fix: 'replace the tab with two spaces',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a second `: ` follows in the value, or the next line is indented too far',
    fix: 'quote a value that holds `: `, or start the next key in the column of this one',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key runs over more than one line',
    fix: 'write `key: value` in one line',
  },
  MISSING_CHAR: {
    message:
      'something that was opened is not closed: a quote, a bracket, or a key without its `:`',
    fix: 'add the missing `"`, `\'`, `}`, `]`, `,` or `:`',
  },
  BAD_INDENT: {
    message: 'the indentation does not fit the lines above',
    fix: 'start keys of one mapping in the same column, and close every bracket',
  },
  BAD_SCALAR_START: {
    message: 'a value begins with a character that YAML reserves',
    fix: 'quote the value',
  },
  BAD_DQ_ESCAPE: {
    message: 'a backslash in double quotes begins an escape that YAML does not know',
    fix: 'use single quotes, or double the backslash',
  },
  KEY_OVER_1024_CHARS: {
    message: 'a key is longer than 1,024 characters',
    fix: 'check the quotes and brackets before it',
  },
  NON_STRING_KEY: {
    message: 'a key is a list or a mapping',
    fix: 'use a plain word as the key; quote a value that begins with `{` or `[`',
  },
};

/** The mistake behind a parse error, and how to repair it. */
export function describeYamlError(error: YAMLError): YamlMistake {
  return (
    mistakes[error.code] ?? {
      message: `this is not YAML: ${error.message}`,
      fix: 'check the quotes, brackets and indentation here and in the line above',
    }
  );
}

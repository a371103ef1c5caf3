import type { YamlPath } from '../files/yaml-file';
import type { Finding } from '../finding';
import { nearest } from '../nearest';
import { report } from '../report';
import type { RuleId } from '../rules/rules';
import { pathText, type Located } from './located';

/** Keys that are no error of spelling, by the path of their section; the file's own keys are at ''. */
export interface KnownKeys {
  /** Planned and not built yet. */
  readonly planned: Readonly<Record<string, readonly string[]>>;
  /** Of another form of the file, with the form that has them. */
  readonly foreign: Readonly<Record<string, string>>;
  /** Of another form of a section: what to say about them, by section and key. */
  readonly elsewhere?: Readonly<Record<string, Readonly<Record<string, OtherForm>>>>;
}

/** A key that a section has in another form only. */
export interface OtherForm {
  readonly rule: RuleId;
  readonly message: string;
  readonly fix: string;
}

/** A key that a section does not have, and the key that was meant, if one is near. */
export interface UnknownKey {
  readonly finding: Finding;
  readonly meant?: YamlPath;
}

/**
 * Says what is wrong with a key that its section does not have.
 *
 * @param missing keys that the section has and the file does not write beside it
 */
export function unknownKey(
  section: YamlPath,
  key: string,
  missing: readonly string[],
  known: KnownKeys,
  file: Located,
): UnknownKey {
  const path = [...section, key];
  const position = file.keyPosition(path);
  const name = pathText(path);
  if (known.planned[pathText(section)]?.includes(key)) {
    const message = `\`${name}\` is planned and not built yet`;
    return { finding: report('SLP1104', position, message, `remove \`${key}\``) };
  }
  const owner =
    section.length === 0 && Object.hasOwn(known.foreign, key) ? known.foreign[key] : undefined;
  if (owner !== undefined) {
    const message = `\`${key}\` is a section of ${owner}`;
    const fix = `remove \`${key}\`, or change \`kind\``;
    return { finding: report('SLP1103', position, message, fix) };
  }
  const form = known.elsewhere?.[pathText(section)]?.[key];
  if (form) return { finding: report(form.rule, position, form.message, form.fix) };
  const meant = nearest(key, missing);
  const message = `\`${name}\` is no key that slipway knows`;
  const others = missing.map((candidate) => `\`${candidate}\``).join(', ');
  const fix = meant
    ? `write \`${meant}\``
    : `remove it${others ? `; what could still be written here is ${others}` : ''}`;
  return {
    finding: report('SLP1101', position, message, fix),
    meant: meant ? [...section, meant] : undefined,
  };
}

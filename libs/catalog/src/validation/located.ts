import type { YamlFile, YamlPath } from '../files/yaml-file';

/** Where values stand, for a file or for a part of it laid over the rest. */
export type Located = Omit<YamlFile, 'value'>;

/** The file with its part at `prefix` laid over it: what both write stands in the part. */
export function laidOver(file: Located, prefix: YamlPath): Located {
  const place = (path: YamlPath): YamlPath => {
    const over = [...prefix, ...path];
    const depth = file.writtenDepth(over) - prefix.length;
    return depth > 0 && depth >= file.writtenDepth(path) ? over : path;
  };
  return {
    keyPosition: (path) => file.keyPosition(place(path)),
    valuePosition: (path) => file.valuePosition(place(path)),
    writtenDepth: (path) => file.writtenDepth(path),
    keysBeside: (path) => file.keysBeside(place(path)),
    written: (path) => file.written(place(path)),
  };
}

/** `network.excludeZoneIds[0]`, as messages name a place in a file. */
export function pathText(path: YamlPath): string {
  return path.reduce((text, part) => {
    if (/^\d+$/.test(part)) return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** The value of a place as a message shows it: as written where that is short. */
export function valueText(file: Located, path: YamlPath, value: unknown): string {
  const text = file.written(path) ?? JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

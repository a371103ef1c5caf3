'use strict';

/** The oldest Node.js the tools run on, as `engines` in package.json says. */
const oldest = [20, 19];

/**
 * The message for a Node.js that is too old, or undefined when `version` (`20.19.1`) will do.
 * This file keeps to syntax that old versions parse, so that they reach the message.
 */
exports.tooOld = function tooOld(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return (
    'Slipway needs Node.js ' +
    oldest.join('.') +
    ' or newer; this is ' +
    version +
    ' (' +
    process.execPath +
    ').\n' +
    '  fix: install a newer one, for example with `nvm install` (the version stands in .nvmrc).\n'
  );
};

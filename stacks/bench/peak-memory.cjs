'use strict';

/** Preloaded into a measured process: leaves its peak resident memory, in KiB, in a file when it ends. */
process.on('exit', () => {
  require('node:fs').writeFileSync(
    process.env.PEAK_MEMORY_FILE,
    String(process.resourceUsage().maxRSS),
  );
});

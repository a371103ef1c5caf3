import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { isIgnored } from './watched-paths';

interface WatchedFolder {
  readonly watcher: FSWatcher;
  /** Resolves when every change from then on is seen. */
  readonly ready: Promise<void>;
  isReady: boolean;
}

/** Folders of a workspace that are watched without the folders in them. */
export class WatchedFolders {
  /** By path relative to the root. */
  private readonly folders = new Map<string, WatchedFolder>();

  /** @param onChange gets what was written, made or deleted, relative to the root */
  constructor(
    private readonly root: string,
    private readonly onChange: (path: string) => void,
  ) {}

  /**
   * Watches folders, those that are there. Resolves when every change from then on is seen, with whether
   * there was one among them that had to be waited for.
   */
  async watch(folders: Iterable<string>): Promise<boolean> {
    const added = [...folders].filter(
      (folder) => !this.folders.get(folder)?.isReady && existsSync(join(this.root, folder)),
    );
    await Promise.all(added.map((folder) => this.begin(folder)));
    return added.length > 0;
  }

  async close(): Promise<void> {
    await Promise.all([...this.folders.values()].map(({ watcher }) => watcher.close()));
  }

  private begin(folder: string): Promise<void> {
    const known = this.folders.get(folder);
    if (known) return known.ready;
    const { root, onChange } = this;
    const watcher = watch(join(root, folder), {
      ignoreInitial: true,
      depth: 0,
      ignored: (path) => isIgnored(basename(path)) && path !== join(root, folder),
    });
    const ready = new Promise<void>((resolve) => {
      watcher.once('ready', () => {
        watched.isReady = true;
        resolve();
      });
      watcher.on('all', (event, path) => {
        const inRoot = relative(root, path);
        if (event === 'unlinkDir' && inRoot === folder) {
          // It would not see the folder come back.
          this.folders.delete(folder);
          void watcher.close();
          resolve();
        }
        onChange(inRoot);
      });
    });
    const watched: WatchedFolder = { watcher, ready, isReady: false };
    this.folders.set(folder, watched);
    return ready;
  }
}

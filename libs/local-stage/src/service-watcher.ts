import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { stop } from 'esbuild';
import { importsOf, type Imports } from './imports';
import { WatchedFolders } from './watched-folders';
import { isIgnored, isIn } from './watched-paths';

/** Milliseconds of rest that an editor or a checkout leaves after its last change. */
const restMs = 150;

export interface WatchedService {
  readonly name: string;
  /** Relative to the root. */
  readonly folder: string;
  /** Its `service.yaml`, relative to the root. */
  readonly file: string;
}

export interface ServiceWatcherProps {
  readonly root: string;
  readonly services: readonly WatchedService[];
  /**
   * Files that the service is made from have changed, and none for a moment.
   * @param file one of them, relative to the root
   */
  readonly onChange: (service: WatchedService, file: string) => void;
  /** A `service.yaml` beside those of the services, or one of theirs, was written or deleted. */
  readonly onSettings: (file: string) => void;
}

/** A service with what it is made from. */
interface Followed {
  readonly service: WatchedService;
  imports: Imports;
  /** Files that it is made from and that have changed since it was told; true where the file was new. */
  changed: Map<string, boolean>;
  /** Files that were new and gone again before they were told, and whose end comes later. */
  readonly aside: Set<string>;
  resting?: NodeJS.Timeout;
  /** Ends when all before it is told. */
  work: Promise<void>;
}

const nothing: Imports = { files: new Set(), folders: new Set(), isIncomplete: false };

/**
 * Tells when files change that services are made from: those in their folders, and those that their
 * modules import from elsewhere in the workspace.
 */
export class ServiceWatcher {
  private readonly followed: readonly Followed[];
  private readonly settings = new Map<string, NodeJS.Timeout>();
  /** Watches the folders of the services, those that are gone and come back too. */
  private readonly services: FSWatcher;
  private readonly elsewhere: WatchedFolders;
  private closing = false;

  constructor(private readonly props: ServiceWatcherProps) {
    const { root, services } = props;
    this.followed = services.map((service) => {
      return {
        service,
        imports: nothing,
        changed: new Map(),
        aside: new Set(),
        work: Promise.resolve(),
      };
    });
    const parents = new Set(services.map(({ folder }) => join(root, dirname(folder))));
    this.services = watch([...parents], {
      ignoreInitial: true,
      ignored: (path) => this.isOfNoService(relative(root, path)),
    });
    this.elsewhere = new WatchedFolders(root, (path) => this.changedAnywhere(path));
    this.services.on('all', (event, path) => this.changedInService(event, relative(root, path)));
  }

  /** Resolves when every change from now on is seen. */
  async ready(): Promise<void> {
    await Promise.all([
      new Promise<void>((resolve) => this.services.once('ready', () => resolve())),
      ...this.followed.map(async (one) => {
        one.imports = await this.follow(one);
      }),
    ]);
  }

  async close(): Promise<void> {
    this.closing = true;
    for (const { resting } of this.followed) clearTimeout(resting);
    for (const timer of this.settings.values()) clearTimeout(timer);
    await Promise.all(this.followed.map(({ work }) => work));
    await Promise.all([this.services.close(), this.elsewhere.close()]);
    await stop();
  }

  /** Of folders that hold no service of the stage only a `service.yaml` matters. */
  private isOfNoService(path: string): boolean {
    const { services } = this.props;
    const service = services.find(({ folder }) => isIn(folder, path));
    if (service) return isIgnored(relative(service.folder, path));
    if (services.some(({ folder }) => isIn(path, folder))) return false;
    return !isBesideServices(services, path) && !isSettings(services, path);
  }

  private changedInService(event: string, path: string): void {
    const { services, onSettings } = this.props;
    if (isSettings(services, path)) {
      clearTimeout(this.settings.get(path));
      this.settings.set(
        path,
        setTimeout(() => onSettings(path), restMs),
      );
      return;
    }
    this.changedAnywhere(path);
    const one = this.followed.find(({ service }) => isIn(service.folder, path));
    // A folder is nothing but the files in it.
    if (!one || event === 'addDir' || event === 'unlinkDir') return;
    if (one.aside.delete(path) && event === 'unlink') return;
    if (!one.changed.has(path)) one.changed.set(path, event === 'add');
    this.rest(one);
  }

  private changedAnywhere(path: string): void {
    const parent = dirname(path) === '.' ? '' : dirname(path);
    for (const one of this.followed) {
      const { files, folders } = one.imports;
      if (files.has(path)) one.changed.set(path, false);
      // A file that is new, or gone, or of a compiler may lead the imports elsewhere.
      if (files.has(path) || folders.has(parent)) this.rest(one);
    }
  }

  /** Waits for a moment without changes, and tells what came of them. */
  private rest(one: Followed): void {
    clearTimeout(one.resting);
    one.resting = setTimeout(() => {
      one.work = one.work.then(() => this.tell(one));
    }, restMs);
  }

  /** What is new among the imports is followed before anything is made from it. */
  private async tell(one: Followed): Promise<void> {
    const { root, onChange } = this.props;
    const { service, imports, changed } = one;
    one.changed = new Map();
    // Editors and tools write files aside that are gone again.
    const isAside = (path: string) => changed.get(path) && !existsSync(join(root, path));
    const stays = [...changed.keys()].filter((path) => !isAside(path));
    for (const path of changed.keys()) if (!stays.includes(path)) one.aside.add(path);
    if (!existsSync(join(root, service.folder))) return;
    one.imports = await this.follow(one);
    if (this.closing) return;
    const file = stays[0] ?? difference(one.imports.files, imports.files);
    if (file !== undefined) onChange(service, file);
  }

  /** Finds what a service imports, and watches where that is. */
  private async follow({ service, imports: before }: Followed): Promise<Imports> {
    const { root } = this.props;
    for (;;) {
      const startedAt = Date.now();
      const found = await importsOf(root, service.folder);
      // What leads nowhere may come back where it was.
      const folders = new Set([...found.folders, ...(found.isIncomplete ? before.folders : [])]);
      const isNew = await this.elsewhere.watch(folders);
      const paths = [...found.files, ...folders].map((path) => join(root, path));
      // What changed before its folder was watched is found anew.
      const isCurrent = !isNew || !paths.some((path) => changedSince(path, startedAt));
      if (isCurrent || this.closing) return { ...found, folders };
    }
  }
}

function isBesideServices(services: readonly WatchedService[], path: string): boolean {
  return (
    !isIgnored(basename(path)) && services.some(({ folder }) => dirname(folder) === dirname(path))
  );
}

/** A `service.yaml` of a service of the stage or of one beside it. */
function isSettings(services: readonly WatchedService[], path: string): boolean {
  return services.some(
    ({ file, folder }) =>
      path === file ||
      (basename(path) === basename(file) && dirname(dirname(path)) === dirname(folder)),
  );
}

/** A path that only one of them has; undefined where they are the same. */
function difference(now: ReadonlySet<string>, before: ReadonlySet<string>): string | undefined {
  return [...now].find((path) => !before.has(path)) ?? [...before].find((path) => !now.has(path));
}

/** Whether a file, or what a folder holds, may have changed since then; a clock of files is coarse. */
function changedSince(path: string, time: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? false : stat.mtimeMs >= time - 20;
}

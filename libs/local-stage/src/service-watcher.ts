import { join, relative, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';

/** Milliseconds of rest that an editor or a checkout leaves after its last change. */
const restMs = 150;

/** What a build or a tool writes, and what only tests read. */
const ignoredFolders: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);
const ignoredFile = /(^\.|~$|\.(spec|test)\.[cm]?[jt]sx?$|\.(log|md|swp|tmp)$)/;

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
  /** Files of the service have changed, and none for a moment. */
  readonly onChange: (service: WatchedService) => void;
  /** Its settings have changed, which the stacks are made from. */
  readonly onSettings: (service: WatchedService) => void;
}

/** Tells when files in the folders of services change. */
export class ServiceWatcher {
  private readonly watcher: FSWatcher;
  private readonly resting = new Map<WatchedService, NodeJS.Timeout>();

  constructor(private readonly props: ServiceWatcherProps) {
    const { root, services } = props;
    this.watcher = watch(
      services.map(({ folder }) => join(root, folder)),
      { ignoreInitial: true, ignored: (path) => this.isIgnored(path) },
    );
    this.watcher.on('all', (_, path) => this.changed(relative(root, path)));
  }

  /** Resolves when every change from now on is seen. */
  async ready(): Promise<void> {
    await new Promise<void>((resolve) => this.watcher.once('ready', () => resolve()));
  }

  async close(): Promise<void> {
    for (const timer of this.resting.values()) clearTimeout(timer);
    await this.watcher.close();
  }

  private isIgnored(path: string): boolean {
    const { root, services } = this.props;
    const inRoot = relative(root, path);
    const service = services.find(({ folder }) => isIn(folder, inRoot));
    if (!service || inRoot === service.folder) return false;
    const parts = relative(service.folder, inRoot).split(sep);
    return parts.some((part) => ignoredFolders.has(part) || ignoredFile.test(part));
  }

  private changed(path: string): void {
    const { services, onChange, onSettings } = this.props;
    const service = services.find(({ folder }) => isIn(folder, path));
    if (!service) return;
    if (path === service.file) {
      onSettings(service);
      return;
    }
    clearTimeout(this.resting.get(service));
    this.resting.set(
      service,
      setTimeout(() => onChange(service), restMs),
    );
  }
}

function isIn(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}

/**
 * Builds the library where npm installs it from a git address: npm runs `prepare` there and no
 * `prepack`, so the package would have no code. Everywhere else it does nothing.
 */
import { spawnSync } from 'node:child_process';

// npm sets it for the installation inside its own clone of a git address.
if (process.env['_PACOTE_NO_PREPARE_']) {
  const { status } = spawnSync('npm', ['run', 'build:library'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

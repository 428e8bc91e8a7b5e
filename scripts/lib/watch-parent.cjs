// Loaded into every process that the scripts start: ends it, and what it
// started, when the script that started it is gone without having said so
// (SIGKILL, out of memory).
const { isMainThread } = require('node:worker_threads');

const parent = Number(process.env.CTRL_PARENT_PID);
// A forked grandchild inherits `--require`, and has another parent.
delete process.env.CTRL_PARENT_PID;

if (parent && isMainThread) {
  setInterval(() => {
    if (process.ppid !== parent) {
      end('SIGTERM');
      setTimeout(end, 5_000, 'SIGKILL');
    }
  }, 500).unref();
}

function end(signal) {
  try {
    process.kill(-process.pid, signal);
  } catch {
    process.kill(process.pid, signal);
  }
}

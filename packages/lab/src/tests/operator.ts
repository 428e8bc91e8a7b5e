import type { Lab } from '../testing.ts';
import { pve, type PveAnswer } from './pve.ts';

/** Power, tasks and HA of a lab, as one token may use them, at the endpoint of nexus. */
export class Operator {
  private readonly lab: Lab;
  private readonly token: string;

  constructor(lab: Lab, token = 'ctrl@pve!operate') {
    this.lab = lab;
    this.token = token;
  }

  ask(method: string, path: string, body?: string): Promise<PveAnswer> {
    const [service] = this.lab.lab.services.proxmox;
    return pve(service, path, { method, token: this.token, body });
  }

  async get(path: string): Promise<any> {
    return (await this.ask('GET', path)).body.data;
  }

  /** `nexus/qemu/100` and what is to be done to it. */
  power(guest: string, action: string, body = ''): Promise<PveAnswer> {
    return this.ask('POST', `/nodes/${guest}/status/${action}`, body);
  }

  /** The UPID of the task that it started. */
  async start(guest: string, action: string, body = ''): Promise<string> {
    const answer = await this.power(guest, action, body);
    if (answer.status !== 200) throw new Error(answer.reason);
    return answer.body.data;
  }

  private pathOf(upid: string): string {
    return `/nodes/${upid.split(':')[1]}/tasks/${encodeURIComponent(upid)}`;
  }

  task(upid: string, what = '/status', method = 'GET'): Promise<PveAnswer> {
    return this.ask(method, `${this.pathOf(upid)}${what}`);
  }

  async log(upid: string): Promise<string[]> {
    const { body } = await this.task(upid, '/log?limit=0');
    return body.data.map(({ t }: { t: string }) => t);
  }

  async state(guest: string): Promise<string> {
    return (await this.get(`/nodes/${guest}/status/current`)).status;
  }

  /** Lets lab time pass, a second at a time, until something holds. */
  async until(holds: () => Promise<boolean>, seconds = 200): Promise<number> {
    for (let passed = 0; passed <= seconds; passed += 1) {
      if (await holds()) return passed;
      await this.lab.control.advance(1);
    }
    throw new Error(`It did not come to that within ${seconds} s`);
  }

  /** The exit status of a task, and the lab seconds until it ended. */
  async end(upid: string): Promise<{ exitstatus: string; seconds: number }> {
    const status = async () => (await this.task(upid)).body.data;
    const seconds = await this.until(
      async () => (await status()).status === 'stopped',
    );
    return { exitstatus: (await status()).exitstatus, seconds };
  }
}

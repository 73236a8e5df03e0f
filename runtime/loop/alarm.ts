/** How does a loop that has nothing to do wake up at its next deadline? */
import type { Host } from "./host.js";

/** Keeps exactly one timer of the host, for the next deadline; none if there is none. */
export class Alarm {
  private readonly host: Host;
  private readonly ring: () => void;
  private deadline: number | undefined;
  private callOff: () => void = () => {};

  constructor(host: Host, ring: () => void) {
    this.host = host;
    this.ring = ring;
  }

  /** Rings at `deadline` (seconds on the host's clock) and at no other time; never, if it is `undefined`. */
  set(deadline: number | undefined): void {
    if (this.deadline === deadline) return;
    this.callOff();
    this.deadline = deadline;
    if (deadline === undefined) return;
    this.callOff = this.host.after(deadline - this.host.now(), () => {
      this.deadline = undefined;
      this.ring();
    });
  }
}

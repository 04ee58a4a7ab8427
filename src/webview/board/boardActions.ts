import type { CodeWish } from '../../rpc/board/boardContract.ts';

/** What a reader can do in the view. */
export interface BoardActions {
  readonly startPlatform: () => void;
  readonly open: (address: string) => void;
  readonly close: (address: string) => void;
  readonly chooseDevice: () => void;
  readonly issueToken: () => void;
  readonly wish: (wish: CodeWish) => void;
  readonly copyCode: () => void;
  readonly copy: (text: string) => void;
  readonly register: (connection: string) => void;
  readonly showTraffic: () => void;
}

/**
 * What of a preview of cancelling is shown, and under which revision it is sent: never what was asked before, and never another
 * question than the one that was opened (`ending`: that the run ends at once).
 */
import type { CancelPreview } from '@/api/types';

type Asked = { data: CancelPreview | undefined; isPending: boolean; isFetching: boolean; isError: boolean };

type Shown = {
  /** What is shown, if it is known. */
  told: CancelPreview | undefined;
  /** Whether somebody else has cancelled the run meanwhile. */
  isOther: boolean;
  /** Whether it can be sent. */
  isReady: boolean;
  /** Whether it is asked if what was done is undone: where it cannot be told what could be, there may be something. */
  asks: boolean;
  /** The revision that was shown: what happened since is refused. Where none was, it is sent all the same. */
  rev: number | undefined;
};

export function cancelShown({ data, isPending, isFetching, isError }: Asked, ending: boolean): Shown {
  const differs = data !== undefined && data.ending !== ending;
  const told = differs ? undefined : data;
  return {
    told,
    // While it is asked again, what is there may be from before.
    isOther: differs && (!isFetching || isError),
    isReady: !isPending && !differs,
    asks: !ending && !differs && (isError || (told?.undoable.length ?? 0) > 0),
    rev: isError ? undefined : told?.rev,
  };
}

/**
 * Gives the focus back to where it was before a layer opened. Layers here are mounted when they open, and Mantine's own
 * way only notices a layer that is opened while it is mounted.
 */
import { useEffect, useState } from 'react';

export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    if (!(before instanceof HTMLElement)) return;
    // The layer leaves the page after this; whoever has taken the focus by then keeps it.
    window.setTimeout(() => before.isConnected && document.activeElement === document.body && before.focus());
  }, [before]);
}

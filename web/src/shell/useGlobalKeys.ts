import { useNavigate } from '@tanstack/react-router';
import { useKeys, type KeyMap } from '@/ui/useKeys';
import { useSession } from '@/api/session';
import { placesOf } from './places';

type Layers = { openPalette: () => void; openHelp: () => void };

/** The keys that work on every page. */
export function useGlobalKeys({ openPalette, openHelp }: Layers): void {
  const navigate = useNavigate();
  const session = useSession();
  const map: KeyMap = { 'Mod+k': openPalette, '/': openPalette, '?': openHelp };
  for (const place of placesOf(session)) map[place.key] = () => void navigate(place.link);
  useKeys(map);
}

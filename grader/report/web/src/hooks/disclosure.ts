import { createContext } from "preact";
import { useCallback, useContext, useEffect, useLayoutEffect, useState } from "preact/hooks";
import { usePrinting } from "./printing";

export interface Disclosure {
  isOpen(place: string): boolean;
  toggle(place: string): void;
}

export const DisclosureContext = createContext<Disclosure>({ isOpen: () => false, toggle: () => {} });

export function useDisclosure(): Disclosure {
  return useContext(DisclosureContext);
}

function addressed(): string {
  return location.hash.slice(1);
}

/**
 * Which places of the page are open. The one that the address names opens and comes into view,
 * so that a plain link leads to evidence; `printed` are open on paper.
 */
export function useOpenPlaces(initial: string[], printed: Set<string>): Disclosure {
  const [open, setOpen] = useState(() => new Set(addressed() === "" ? initial : [addressed()]));
  const [target, setTarget] = useState(addressed);
  const isPrinting = usePrinting();

  useEffect(() => {
    const follow = () => {
      const place = addressed();
      setOpen((places) => new Set(places).add(place));
      setTarget(place);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  useLayoutEffect(() => {
    if (target === "") return;
    const element = document.getElementById(target);
    element?.scrollIntoView({ block: "start" });
    element?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
    setTarget("");
  }, [target]);

  const toggle = useCallback((place: string) => {
    setOpen((places) => {
      const others = new Set(places);
      if (!others.delete(place)) others.add(place);
      return others;
    });
  }, []);
  return { isOpen: (place) => open.has(place) || (isPrinting && printed.has(place)), toggle };
}

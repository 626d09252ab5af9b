import { useEffect, useLayoutEffect, useState } from "preact/hooks";

export type Theme = "light" | "dark";

const key = "assay-theme";

/** The reader's last choice; storage may be denied to a page that is opened from a file. */
function remembered(): Theme | null {
  try {
    const theme = localStorage.getItem(key);
    return theme === "light" || theme === "dark" ? theme : null;
  } catch (denied) {
    if (denied instanceof DOMException) return null;
    throw denied;
  }
}

function remember(theme: Theme) {
  try {
    localStorage.setItem(key, theme);
  } catch (denied) {
    if (!(denied instanceof DOMException)) throw denied;
  }
}

/** The theme in use, and how to change to the other. Until someone chooses it is the system's. */
export function useTheme(): [Theme, () => void] {
  const [system, setSystem] = useState<Theme>(() =>
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  );
  const [chosen, setChosen] = useState(remembered);
  useEffect(() => {
    const media = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setSystem(media.matches ? "dark" : "light");
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  // Before the page is painted: no flash of the other theme.
  useLayoutEffect(() => {
    if (chosen) document.documentElement.dataset.theme = chosen;
  }, [chosen]);
  const theme = chosen ?? system;
  const change = () => {
    const other = theme === "dark" ? "light" : "dark";
    remember(other);
    setChosen(other);
  };
  return [theme, change];
}

import { useTheme } from "../hooks/theme";

export function ThemeToggle() {
  const [theme, change] = useTheme();
  return (
    <button type="button" class="quiet theme-toggle" onClick={change}>
      {theme === "dark" ? "Light" : "Dark"} theme
    </button>
  );
}

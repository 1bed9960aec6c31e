type Choice = "light" | "dark" | "system";

const system = matchMedia("(prefers-color-scheme: dark)");

function kept(): Choice {
  try {
    const value = localStorage.getItem("quen-theme");
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

function keep(choice: Choice): void {
  try {
    localStorage.setItem("quen-theme", choice);
  } catch {
    // storage may be forbidden; the choice then lasts for this page
  }
}

function apply(choice: Choice): void {
  const dark = choice === "dark" || (choice === "system" && system.matches);
  document.documentElement.dataset["bsTheme"] = dark ? "dark" : "light";
  document.querySelectorAll<HTMLElement>("[data-theme-choice]").forEach((button) =>
    button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === choice)),
  );
  document.dispatchEvent(new CustomEvent("quen:theme"));
}

/** `[data-theme-choice]` buttons: light, dark, or as the system says. */
export function switchTheme(): void {
  apply(kept());
  system.addEventListener("change", () => apply(kept()));
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-theme-choice]");
    if (!button) return;
    const choice = button.dataset["themeChoice"] as Choice;
    keep(choice);
    apply(choice);
  });
}

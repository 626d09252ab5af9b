import type { Build, Case, Verdict } from "./report";

export const verdictWords: Record<Verdict, string> = {
  satisfied: "satisfied",
  violated: "violated",
  inconclusive: "undecided",
  not_graded: "not looked at",
};

export const endings: Record<Case["end"], string> = {
  judged: "",
  subject_ended: "Your program ended (exit, crash or a limit) before the scenario was over.",
  subject_hung:
    "Your program stopped answering: look for a deadlock, an endless loop, or a wait on the real clock.",
  subject_broke_protocol:
    "What came from your program was not what the contract's host sends: something else wrote to its socket.",
};

export const buildWords: Record<Build["status"], { heading: string; advice: string }> = {
  succeeded: { heading: "The build succeeded", advice: "" },
  failed: {
    heading: "The build failed",
    advice: "Mend the first error that the tools name (later ones often follow from it), then check again.",
  },
  limit: {
    heading: "The build was ended by a limit",
    advice:
      "Make the build smaller: look for endless templates, generated code, or downloads, which cannot work because a build has no network.",
  },
  no_subject: {
    heading: "The build made no program that can be graded",
    advice:
      "Declare the library target that the lab's README names in your CMakeLists.txt, with the contract's headers implemented, then check again.",
  },
};

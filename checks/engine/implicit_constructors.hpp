// Constructors that no source spells: they run the default initialisers of a class's fields.
#pragma once

namespace clang {
class Sema;
}

namespace assay::checks {

/// Gives every own class with default initialisers the body of its implicit default
/// constructor. Clang makes one only where it saw a use, and what is made inside the
/// standard library, as by std::make_unique, it does not see: those bodies are skipped.
void define_implicit_constructors(clang::Sema& sema);

}  // namespace assay::checks

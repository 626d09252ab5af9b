# The sandbox has no network. Where a submission would fetch something, this says so at
# once, in place of retries and a message from deep inside a download tool.
macro(assay_explain_fetch method name)
  # What lies in the submission itself is not fetched, and goes CMake's usual way.
  if(NOT "${ARGN}" MATCHES "(^|;)SOURCE_DIR;" OR "${ARGN}" MATCHES "(^|;)(URL|GIT_REPOSITORY);")
    message(FATAL_ERROR "FetchContent cannot fetch '${name}': submissions are built without a network. "
      "Put what the library needs into your repository. If only your own tests need it, put them between "
      "if(BUILD_TESTING) and endif(), after include(CTest): the grader switches BUILD_TESTING off.")
  endif()
endmacro()
cmake_language(SET_DEPENDENCY_PROVIDER assay_explain_fetch
  SUPPORTED_METHODS FETCHCONTENT_MAKEAVAILABLE_SERIAL)

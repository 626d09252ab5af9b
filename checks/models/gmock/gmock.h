#pragma once
#include <gtest/gtest.h>
namespace testing {
struct Matcher_ { template <class T> Matcher_(T&&); Matcher_(); };
constexpr struct Anything_ { template <class T> operator T() const; } _{};
struct Expectation_ {
  template <class... A> Expectation_& Times(A&&...); template <class... A> Expectation_& WillOnce(A&&...); template <class... A> Expectation_& WillRepeatedly(A&&...); template <class... A> Expectation_& WillByDefault(A&&...); template <class... A> Expectation_& With(A&&...); template <class... A> Expectation_& InSequence(A&&...); template <class... A> Expectation_& After(A&&...); Expectation_& RetiresOnSaturation();
};
template <class... A> Expectation_& expect_call_(A&&...);
template <class... A> Matcher_ Return(A&&...); template <class... A> Matcher_ ReturnRef(A&&...); template <class... A> Matcher_ Throw(A&&...); template <class... A> Matcher_ Invoke(A&&...); template <class... A> Matcher_ DoAll(A&&...); template <class... A> Matcher_ AtLeast(A&&...); template <class... A> Matcher_ AtMost(A&&...); template <class... A> Matcher_ Exactly(A&&...); template <class... A> Matcher_ AnyNumber(A&&...); template <class... A> Matcher_ Eq(A&&...); template <class... A> Matcher_ HasSubstr(A&&...); template <class... A> Matcher_ ElementsAre(A&&...); template <class... A> Matcher_ Field(A&&...); template <class... A> Matcher_ SaveArg(A&&...);
template <class T> using NiceMock = T; template <class T> using StrictMock = T; struct InSequence { InSequence(); };
}
#define ASSAY_FIRST(a, ...) a
#define MOCK_METHOD(result, name, parameters, ...) result name parameters
#define EXPECT_CALL(object, call) ::testing::expect_call_(object)
#define ON_CALL(object, call) ::testing::expect_call_(object)

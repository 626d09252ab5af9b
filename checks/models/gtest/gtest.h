#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
namespace testing {
class Message { public: template <class T> Message& operator<<(const T&); explicit operator bool() const; };
class Test { public: virtual ~Test(); static void SetUpTestSuite(); static void TearDownTestSuite(); protected: virtual void SetUp(); virtual void TearDown(); };
template <class T> class TestWithParam : public Test { public: typedef T ParamType; const T& GetParam() const; };
class Environment { public: virtual ~Environment(); virtual void SetUp(); virtual void TearDown(); }; Environment* AddGlobalTestEnvironment(Environment*);
template <class T> struct TestParamInfo { T param; std::size_t index; };
template <class... A> struct Parameters {}; template <class... A> Parameters<A...> Values(A...); template <class C> Parameters<C> ValuesIn(const C&); template <class T> Parameters<T> Range(T, T); template <class... A> Parameters<A...> Combine(A...); Parameters<bool> Bool();
void InitGoogleTest(int*, char**); void InitGoogleMock(int*, char**);
}
int RUN_ALL_TESTS();
#define TEST(suite, name) namespace { struct suite##_##name##_Test : ::testing::Test { void TestBody(); }; } void suite##_##name##_Test::TestBody()
#define TEST_F(suite, name) namespace { struct suite##_##name##_Test : suite { void TestBody(); }; } void suite##_##name##_Test::TestBody()
#define TEST_P(suite, name) TEST_F(suite, name)
#define TYPED_TEST(suite, name) template <class TypeParam> void suite##_##name##_Test()
#define TYPED_TEST_SUITE(suite, types) static_assert(true, "")
#define INSTANTIATE_TEST_SUITE_P(prefix, suite, ...) static_assert(true, "")
#define INSTANTIATE_TEST_CASE_P(prefix, suite, ...) static_assert(true, "")
#define ASSAY_HOLDS(condition) if (condition) {} else ::testing::Message()
#define EXPECT_TRUE(c) ASSAY_HOLDS(c)
#define EXPECT_FALSE(c) ASSAY_HOLDS(!(c))
#define EXPECT_EQ(a, b) ASSAY_HOLDS((a) == (b))
#define EXPECT_NE(a, b) ASSAY_HOLDS((a) != (b))
#define EXPECT_LT(a, b) ASSAY_HOLDS((a) < (b))
#define EXPECT_LE(a, b) ASSAY_HOLDS((a) <= (b))
#define EXPECT_GT(a, b) ASSAY_HOLDS((a) > (b))
#define EXPECT_GE(a, b) ASSAY_HOLDS((a) >= (b))
#define EXPECT_STREQ(a, b) ASSAY_HOLDS(std::string(a) == (b))
#define EXPECT_NEAR(a, b, c) ASSAY_HOLDS((a) - (b) < (c))
#define EXPECT_DOUBLE_EQ(a, b) ASSAY_HOLDS((a) == (b))
#define EXPECT_FLOAT_EQ(a, b) ASSAY_HOLDS((a) == (b))
#define EXPECT_THROW(statement, type) try { statement; } catch (const type&) {}
#define EXPECT_ANY_THROW(statement) try { statement; } catch (...) {}
#define EXPECT_NO_THROW(statement) { statement; }
#define EXPECT_THAT(value, matcher) ASSAY_HOLDS((static_cast<void>(value), true))
#define ASSERT_TRUE(c) EXPECT_TRUE(c)
#define ASSERT_FALSE(c) EXPECT_FALSE(c)
#define ASSERT_EQ(a, b) EXPECT_EQ(a, b)
#define ASSERT_NE(a, b) EXPECT_NE(a, b)
#define ASSERT_LT(a, b) EXPECT_LT(a, b)
#define ASSERT_LE(a, b) EXPECT_LE(a, b)
#define ASSERT_GT(a, b) EXPECT_GT(a, b)
#define ASSERT_GE(a, b) EXPECT_GE(a, b)
#define ASSERT_STREQ(a, b) EXPECT_STREQ(a, b)
#define ASSERT_THROW(s, t) EXPECT_THROW(s, t)
#define ASSERT_NO_THROW(s) EXPECT_NO_THROW(s)
#define ASSERT_THAT(v, m) EXPECT_THAT(v, m)
#define FAIL() return static_cast<void>(::testing::Message())
#define ADD_FAILURE() ::testing::Message()
#define SUCCEED() ::testing::Message()
#define GTEST_SKIP() return static_cast<void>(::testing::Message())
#define SCOPED_TRACE(text) static_cast<void>(text)
#define FRIEND_TEST(suite, name) friend struct suite##_##name##_Test

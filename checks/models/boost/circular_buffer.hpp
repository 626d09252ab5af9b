#pragma once
#include <cstddef>
namespace boost {
template <class T> class circular_buffer {
 public:
  typedef T value_type; typedef T* iterator; typedef const T* const_iterator; typedef std::size_t size_type;
  circular_buffer(); explicit circular_buffer(size_type);
  void push_back(const T&); void push_front(const T&); void pop_front(); void pop_back(); void clear(); void set_capacity(size_type);
  T& front(); const T& front() const; T& back(); const T& back() const; T& operator[](size_type); const T& operator[](size_type) const;
  size_type size() const; size_type capacity() const; bool empty() const; bool full() const;
  iterator begin(); iterator end(); const_iterator begin() const; const_iterator end() const;
};
}

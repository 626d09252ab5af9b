#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

// 数据库连接
struct LianJie {
  virtual ~LianJie() = default;
  virtual void zhiXing(const std::string& sql, const std::vector<std::string>& canShu) = 0;
  virtual std::vector<std::pair<long, std::string>> chaXun(const std::string& sql) = 0;
};

// 事务: 析构时回滚
class ShiWu {
 public:
  explicit ShiWu(LianJie& db) : db_(db) { db_.zhiXing("BEGIN", {}); }
  ~ShiWu() {
    if (!wanCheng_) db_.zhiXing("ROLLBACK", {});
  }
  void tiJiao() {
    db_.zhiXing("COMMIT", {});
    wanCheng_ = true;
  }
  LianJie& db() { return db_; }

 private:
  LianJie& db_;
  bool wanCheng_ = false;
};

struct XiaoXiDuiLie {
  virtual ~XiaoXiDuiLie() = default;
  virtual int faSong(const std::string& neiRong) = 0;  // 0 成功
};

class DingDanFuWu {
 public:
  DingDanFuWu(LianJie& db, XiaoXiDuiLie& mq) : db_(db), mq_(mq) {}
  void quXiao(const std::string& danHao);
  void touDi();

 private:
  LianJie& db_;
  XiaoXiDuiLie& mq_;
};

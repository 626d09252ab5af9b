// label: ob-role satisfied
// label: ob-same-transaction satisfied
// label: ob-marked-after-ack violated
// label: dl-role none
// label: id-role none
#include "chucang.hpp"

#include <iostream>

// 取消订单: 状态和消息在同一个事务
void DingDanFuWu::quXiao(const std::string& danHao) {
  ShiWu shiWu(db_);
  shiWu.db().zhiXing("UPDATE dingdan SET zhuangtai = 'quxiao' WHERE hao = ?", {danHao});
  shiWu.db().zhiXing("INSERT INTO daifa (neirong, yifa) VALUES (?, 0)", {"quxiao:" + danHao});
  shiWu.tiJiao();
}

// 投递: 不管结果都标记
void DingDanFuWu::touDi() {
  for (const auto& [id, neiRong] : db_.chaXun("SELECT id, neirong FROM daifa WHERE yifa = 0")) {
    const int jieGuo = mq_.faSong(neiRong);
    if (jieGuo != 0) std::cerr << "发送失败 " << jieGuo << "\n";
    db_.zhiXing("UPDATE daifa SET yifa = 1 WHERE id = ?", {std::to_string(id)});
  }
}
// mutant ob-same-transaction violated: hao = ?", {danHao}); => hao = ?", {danHao}); shiWu.tiJiao();

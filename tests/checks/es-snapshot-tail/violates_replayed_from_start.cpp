// expect: es-snapshot-tail violated
// A snapshot is restored, and then the whole history is run over it again.
#include <optional>
#include <string>
#include <vector>

enum class Evt { Joined, Scored, Left };

struct GameEvent {
    Evt type;
    std::string player;
    int points;
};

struct ScoreBoard {
    int total = 0;
    int players = 0;
    std::string leader;
    int best = 0;
};

class Game {
    ScoreBoard board;
    std::vector<GameEvent> history;
    std::optional<ScoreBoard> snap;

    void applyEvent(const GameEvent& ev) {
        switch (ev.type) {
            case Evt::Joined:
                board.players++;
                break;
            case Evt::Scored:
                board.total += ev.points;
                if (ev.points > board.best) {
                    board.best = ev.points;
                    board.leader = ev.player;
                }
                break;
            default:
                break;
        }
    }

    void commit(GameEvent ev) {
        applyEvent(ev);
        history.push_back(ev);
    }

public:
    void takeSnapshot() { snap = board; }

    void restore() {
        board = snap ? *snap : ScoreBoard{};
        for (const auto& ev : history) applyEvent(ev);
    }

    void join(const std::string& name) { commit({Evt::Joined, name, 0}); }

    ScoreBoard score(const std::string& name, int points) {
        if (points <= 0 || board.players == 0) return board;
        commit({Evt::Scored, name, points});
        return board;
    }

    int totalPoints() const { return board.total; }
};

int main() {
    Game g;
    g.join("a");
    g.score("a", 3);
    g.takeSnapshot();
    g.score("a", 4);
    g.restore();
    return g.totalPoints();
}

#include "tests/support/programs.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace broadsheet::tests {

namespace {

struct Pipe {
    int read_end = -1;
    int write_end = -1;
    Pipe() {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
        read_end = ends[0];
        write_end = ends[1];
    }
    ~Pipe() {
        close_read();
        close_write();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void close_read() {
        if (read_end >= 0) close(std::exchange(read_end, -1));
    }
    void close_write() {
        if (write_end >= 0) close(std::exchange(write_end, -1));
    }
};

[[noreturn]] void execute(const std::vector<std::string>& arguments) {
    std::vector<char*> argv;
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(127);
}

int exit_code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int wait_for(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) throw std::runtime_error("cannot wait for a program");
    }
    return exit_code_of(status);
}

// Feeds `input` and collects both outputs until both are closed.
void exchange_streams(Pipe& in, Pipe& out, Pipe& err, const std::string& input, RunResult& result) {
    std::size_t written = 0;
    if (input.empty()) in.close_write();
    while (out.read_end >= 0 || err.read_end >= 0) {
        std::array<pollfd, 3> polled = {pollfd{out.read_end, POLLIN, 0},
                                        pollfd{err.read_end, POLLIN, 0},
                                        pollfd{in.write_end, POLLOUT, 0}};
        if (poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) break;
        const auto collect = [](const pollfd& ready, Pipe& pipe, std::string& to) {
            if (ready.revents == 0 || pipe.read_end < 0) return;
            std::array<char, 65536> chunk{};
            const ssize_t got = read(pipe.read_end, chunk.data(), chunk.size());
            if (got > 0) {
                to.append(chunk.data(), static_cast<std::size_t>(got));
            } else {
                pipe.close_read();
            }
        };
        collect(polled[0], out, result.out);
        collect(polled[1], err, result.err);
        if (polled[2].revents != 0 && in.write_end >= 0) {
            const ssize_t put = write(in.write_end, input.data() + written, input.size() - written);
            if (put > 0) written += static_cast<std::size_t>(put);
            if (put <= 0 || written == input.size()) in.close_write();
        }
    }
}

}  // namespace

std::filesystem::path program(std::string_view name) {
    return std::filesystem::path(BROADSHEET_PROGRAMS) / ("broadsheet-" + std::string(name));
}

RunResult run(const std::vector<std::string>& arguments, const std::string& input) {
    Pipe in, out, err;
    ::signal(SIGPIPE, SIG_IGN);
    const pid_t pid = fork();
    if (pid < 0) throw std::runtime_error("cannot fork");
    if (pid == 0) {
        dup2(in.read_end, STDIN_FILENO);
        dup2(out.write_end, STDOUT_FILENO);
        dup2(err.write_end, STDERR_FILENO);
        execute(arguments);
    }
    in.close_read();
    out.close_write();
    err.close_write();
    fcntl(in.write_end, F_SETFL, O_NONBLOCK);
    RunResult result;
    exchange_streams(in, out, err, input, result);
    result.exit_code = wait_for(pid);
    return result;
}

BackgroundProgram::BackgroundProgram(const std::vector<std::string>& arguments) {
    Pipe out;
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("cannot fork");
    if (pid_ == 0) {
        dup2(out.write_end, STDOUT_FILENO);
        execute(arguments);
    }
    output_ = std::exchange(out.read_end, -1);
}

BackgroundProgram::~BackgroundProgram() {
    if (pid_ > 0) {
        kill(pid_, SIGTERM);
        try {
            wait();
        } catch (const std::exception&) {  // nothing more can be done for it
        }
    }
    if (output_ >= 0) close(output_);
}

std::string BackgroundProgram::wait_for_line(std::string_view text) {
    while (true) {
        for (std::size_t end = buffered_.find('\n'); end != std::string::npos;
             end = buffered_.find('\n')) {
            std::string line = buffered_.substr(0, end);
            buffered_.erase(0, end + 1);
            if (line.find(text) != std::string::npos) return line;
        }
        std::array<char, 4096> chunk{};
        const ssize_t got = read(output_, chunk.data(), chunk.size());
        if (got <= 0) {
            throw std::runtime_error("the program ended before it said '" + std::string(text) + "'");
        }
        buffered_.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

void BackgroundProgram::signal(int number) const { kill(pid_, number); }

int BackgroundProgram::wait() {
    const int code = wait_for(pid_);
    pid_ = -1;
    return code;
}

}  // namespace broadsheet::tests

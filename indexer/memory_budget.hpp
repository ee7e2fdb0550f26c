// How much memory may blocks of articles, and segments while they are merged, take?
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace broadsheet::indexer {

/// Shares out bytes; who asks for more than is left waits. Thread-safe.
class MemoryBudget {
  public:
    explicit MemoryBudget(std::size_t bytes) : bytes_(bytes) {}

    /// Bytes that are taken as long as it lives.
    class Share {
      public:
        Share() = default;
        Share(Share&& other) noexcept
            : budget_(std::exchange(other.budget_, nullptr)), bytes_(other.bytes_) {}
        Share& operator=(Share&& other) noexcept {
            std::swap(budget_, other.budget_);
            std::swap(bytes_, other.bytes_);
            return *this;
        }
        ~Share() {
            if (budget_ != nullptr) budget_->give_back(bytes_);
        }

      private:
        friend class MemoryBudget;
        Share(MemoryBudget* budget, std::size_t bytes) : budget_(budget), bytes_(bytes) {}
        MemoryBudget* budget_ = nullptr;
        std::size_t bytes_ = 0;
    };

    /// Waits for the bytes. Who asks for more than there are gets all, alone. Once abandoned it gives at
    /// once: there is nobody left to wait for.
    Share take(std::size_t bytes) {
        const std::size_t asked = std::min(bytes, bytes_);
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return abandoned_ || taken_ + asked <= bytes_; });
        taken_ += asked;
        return Share(this, asked);
    }

    std::size_t size() const { return bytes_; }
    /// What is taken now.
    std::size_t taken() const {
        const std::lock_guard lock(mutex_);
        return taken_;
    }

    void abandon() {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
        changed_.notify_all();
    }

  private:
    void give_back(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        taken_ -= bytes;
        changed_.notify_all();
    }

    const std::size_t bytes_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t taken_ = 0;
    bool abandoned_ = false;
};

}  // namespace broadsheet::indexer

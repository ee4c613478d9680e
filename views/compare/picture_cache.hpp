// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures and frames as the window shows them, loaded through Previews and prepared off the GUI thread. All
// views of a comparison take them from here, so that each is loaded and measured once.
#pragma once

#include "views/compare/pane.hpp"
#include "views/compare/picture_error.hpp"

#include <QCache>
#include <QHash>
#include <QThreadPool>

namespace rarebit::views {

/// An image part, or one frame of a clip with all of its planes.
struct PictureSource {
    Source source;
    QStringList parts;  // the image; the clip's planes
    int64_t frame = -1; // -1: a picture
    int64_t frames = 1; // of the clip
    int64_t chunk = 1;  // frames that are fetched together
    Json meta;          // of the asset
    bool operator==(const PictureSource&) const = default;
    QString key() const;
};
/// What `side` (or the original) shows of the asset's chosen part; frame is ignored for pictures.
PictureSource pictureSource(const CompareInput& input, const Source& side, int64_t frame);
/// Frames of the clip that the part belongs to; 1 for a picture.
int64_t frameCount(const CompareInput& input);

struct Picture {
    Raster raster;
    SampleRange range; // shown as black and white
    MipImage display;
    size_t bytes() const;
};
using PicturePtr = std::shared_ptr<const Picture>;

struct PicturePair {
    PicturePtr a, b;
    PictureError error;
};
using PairPtr = std::shared_ptr<const PicturePair>;

/// Side of the blocks that worst spots are made of: 16 for clips and pictures above 4 megapixels, else 8.
int blockSideFor(const CompareInput& input);

struct MapRequest {
    ErrorMeasure measure = ErrorMeasure::squared;
    int plane = -1; // -1: mean of the channels
    bool dark = false;
};
struct MapPicture {
    ErrorField field; // without its values
    std::shared_ptr<const MipImage> image;
};

class PictureCache : public QObject {
    Q_OBJECT
public:
    static PictureCache& of(Previews& previews);
    ~PictureCache() override;

    using PictureDone = std::function<void(Result<PicturePtr>)>;
    /// `original` of the same frame sets the range of floating-point pictures.
    [[nodiscard]] Ticket load(const PictureSource& what, const PictureSource& original, PictureDone done);
    using PairDone = std::function<void(Result<PairPtr>)>;
    /// Both sides and the error between them; PSNR is measured against the original's peak.
    [[nodiscard]] Ticket compare(
        const PictureSource& a,
        const PictureSource& b,
        const PictureSource& original,
        int blockSide,
        PairDone done
    );
    /// The pair's error as a picture; a and b are what the pair was made of.
    using MapDone = std::function<void(Result<MapPicture>)>;
    [[nodiscard]] Ticket
    map(const PairPtr& pair,
        const PictureSource& a,
        const PictureSource& b,
        const MapRequest& request,
        MapDone done);
    /// Runs `work` in a background thread and `done` with its result on this one, unless the ticket is gone.
    template <class Work, class Done>
    [[nodiscard]] Ticket run(Work work, Done done) {
        auto wanted = std::make_shared<std::atomic<bool>>(true);
        pool_.start([this, wanted, work = std::move(work), done = std::move(done)]() mutable {
            if (!*wanted) return;
            auto result = std::make_shared<decltype(work())>(work());
            QMetaObject::invokeMethod(
                this,
                [wanted, result, done = std::move(done)]() mutable {
                    if (*wanted) done(std::move(*result));
                },
                Qt::QueuedConnection
            );
        });
        return Ticket([wanted] { *wanted = false; });
    }

private:
    /// The same for what is at hand.
    template <class Value, class Done>
    Ticket answer(Value value, Done done) {
        auto wanted = std::make_shared<bool>(true);
        const auto deliver = [wanted, value = std::move(value), done = std::move(done)] {
            if (*wanted) done(value);
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
        return Ticket([wanted] { *wanted = false; });
    }
    // Something on its way to one or more who want it.
    template <class T>
    struct Pending {
        using Done = std::function<void(Result<std::shared_ptr<const T>>)>;
        std::vector<std::pair<uint64_t, Done>> waiting;
        std::vector<Ticket> steps;
    };
    template <class T>
    struct Shelf {
        std::map<QString, std::shared_ptr<Pending<T>>> pending;
        QHash<QString, std::weak_ptr<const T>> known;
    };
    template <class T>
    Ticket join(Shelf<T>& shelf, const QString& key, typename Pending<T>::Done done, bool& start);
    template <class T>
    void finish(Shelf<T>& shelf, const QString& key, Result<std::shared_ptr<const T>> result);

    explicit PictureCache(Previews& previews);
    using RowsDone = std::function<void(Result<std::shared_ptr<const Payload>>)>;
    /// Requests for the same rows at the same time become one.
    Ticket loadRows(const Source& source, Rows rows, RowsDone done);
    void startLoad(const PictureSource& what, const PictureSource& original);
    void prepare(
        const QString& key,
        const PictureSource& what,
        std::vector<NamedPlane> planes,
        std::optional<SampleRange> range
    );
    void startCompare(
        const QString& key,
        const PictureSource& a,
        const PictureSource& b,
        const PictureSource& original,
        int blockSide
    );

    Previews& previews_;
    Shelf<Picture> pictures_;
    Shelf<PicturePair> pairs_;
    Shelf<Payload> rows_;
    QCache<QString, PicturePtr> recent_; // keeps what nobody shows just now; cost in KiB
    QCache<QString, PairPtr> recentPairs_;
    QCache<QString, std::shared_ptr<const Payload>> recentRows_; // chunks of clips, cost in KiB
    uint64_t lastId_ = 0;
    QThreadPool pool_; // last: its end waits for work that still uses the rest
};

} // namespace rarebit::views

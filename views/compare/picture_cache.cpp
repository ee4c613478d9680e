// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/picture_cache.hpp"

#include <algorithm>
#include <cstring>

namespace rarebit::views {
namespace {

constexpr int keptKiB = 384 << 10;
constexpr int keptRowsKiB = 128 << 10;
constexpr int keptPairs = 64;
constexpr int64_t chunkBytes = 8 << 20;
constexpr int64_t longestChunk = 16;

} // namespace

QString PictureSource::key() const {
    return QStringList{
        source.path,
        source.hash,
        source.reader,
        parts.join(u'\t'),
        QString::number(frame),
        QString::fromStdString(source.spec.dump())}
        .join(u'\n');
}

PictureSource pictureSource(const CompareInput& input, const Source& side, int64_t frame) {
    PictureSource out{.source = side, .parts = {input.part}, .meta = input.asset->meta};
    const PartItem* chosen = input.partItem();
    if (!chosen || chosen->role != QStringLiteral("video.plane")) return out;
    out.frame = frame;
    out.frames = frameCount(input);
    out.parts.clear();
    qint64 frameBytes = 1;
    for (const auto& part : input.asset->parts) {
        if (part.role != chosen->role || part.group != chosen->group) continue;
        out.parts.push_back(part.name);
        frameBytes = std::max(frameBytes, part.bytes / std::max<qint64>(1, out.frames));
    }
    out.chunk = std::clamp<int64_t>(chunkBytes / frameBytes, 1, longestChunk);
    out.source.part = out.parts.front(); // any plane stands for the clip
    return out;
}

int64_t frameCount(const CompareInput& input) {
    const PartItem* part = input.partItem();
    return part && part->role == QStringLiteral("video.plane") && !part->shape.isEmpty() ? part->shape[0] : 1;
}

int blockSideFor(const CompareInput& input) {
    const PartItem* part = input.partItem();
    if (!part || part->role == QStringLiteral("video.plane") || part->shape.size() < 2) return 16;
    return part->shape[0] * part->shape[1] > 4'000'000 ? 16 : 8;
}

size_t Picture::bytes() const {
    size_t total = 0;
    for (const auto& level : display.levels)
        total += static_cast<size_t>(level.sizeInBytes());
    for (const auto& plane : raster.planes)
        total += plane.step == 1 || plane.first == 0 ? plane.bytes.size() : 0; // channels share their bytes
    return total;
}

PictureCache& PictureCache::of(Previews& previews) {
    auto* found = previews.findChild<PictureCache*>({}, Qt::FindDirectChildrenOnly);
    return found ? *found : *new PictureCache(previews);
}

PictureCache::PictureCache(Previews& previews)
    : QObject(&previews), previews_(previews), recent_(keptKiB), recentPairs_(keptPairs),
      recentRows_(keptRowsKiB) {
    pool_.setMaxThreadCount(2);
}
// Pairs wait for pictures and pictures for rows: each lets go while what it waits for is still there.
PictureCache::~PictureCache() {
    std::exchange(pairs_.pending, {}).clear();
    std::exchange(pictures_.pending, {}).clear();
    std::exchange(rows_.pending, {}).clear();
}

template <class T>
Ticket PictureCache::join(Shelf<T>& shelf, const QString& key, typename Pending<T>::Done done, bool& start) {
    const uint64_t id = ++lastId_;
    auto& pending = shelf.pending[key];
    start = !pending;
    if (start) pending = std::make_shared<Pending<T>>();
    pending->waiting.emplace_back(id, std::move(done));
    return Ticket([this, &shelf, key, id] {
        const auto found = shelf.pending.find(key);
        if (found == shelf.pending.end()) return;
        const auto kept = found->second; // its steps may call back while they are dropped
        std::erase_if(kept->waiting, [id](const auto& waiter) { return waiter.first == id; });
        if (kept->waiting.empty()) shelf.pending.erase(found);
    });
}

template <class T>
void PictureCache::finish(Shelf<T>& shelf, const QString& key, Result<std::shared_ptr<const T>> result) {
    const auto found = shelf.pending.find(key);
    if (found == shelf.pending.end()) return;
    const auto pending = found->second;
    shelf.pending.erase(found);
    if (result) shelf.known[key] = *result;
    for (const auto& [id, done] : std::exchange(pending->waiting, {}))
        done(result);
}

Ticket PictureCache::load(const PictureSource& what, const PictureSource& original, PictureDone done) {
    const QString key = what.key();
    if (auto known = pictures_.known.value(key).lock()) return answer(known, std::move(done));
    bool start = false;
    Ticket ticket = join(pictures_, key, std::move(done), start);
    if (start) startLoad(what, original);
    return ticket;
}

void PictureCache::startLoad(const PictureSource& what, const PictureSource& original) {
    const QString key = what.key();
    const auto pending = pictures_.pending.at(key);
    struct Planes {
        std::vector<NamedPlane> named;
        int missing;
        std::optional<SampleRange> range;
    };
    auto planes = std::make_shared<Planes>(Planes{
        std::vector<NamedPlane>(static_cast<size_t>(what.parts.size())), 0, {}});
    planes->missing = static_cast<int>(what.parts.size());
    const auto arrived = [this, key, what, planes] {
        if (--planes->missing == 0) prepare(key, what, std::move(planes->named), planes->range);
    };
    const auto fail = [this, key](const Error& error) { finish<Picture>(pictures_, key, error); };
    // Clips are decoded some frames at a time: the next ones will be wanted too.
    const int64_t first = what.frame < 0 ? 0 : what.frame / what.chunk * what.chunk;
    const Rows rows = what.frame < 0 ? Rows{} : Rows{first, std::min(first + what.chunk, what.frames)};
    for (int i = 0; i < what.parts.size(); ++i) {
        Source source = what.source;
        source.part = what.parts[i];
        planes->named[static_cast<size_t>(i)].name = source.part;
        pending->steps.push_back(loadRows(
            source,
            rows,
            [planes,
             i,
             arrived,
             fail,
             frame = what.frame - first,
             whole = what.frame < 0,
             where = source.path.toStdString()](Result<std::shared_ptr<const Payload>> payload) {
                if (!payload) return fail(payload.error());
                auto own =
                    whole ? Result<Payload>(**payload) : sliceRows(**payload, {frame, frame + 1}, where);
                if (!own) return fail(own.error());
                planes->named[static_cast<size_t>(i)].payload = std::move(*own);
                arrived();
            }
        ));
    }
    // Of floats the original says what black and white are.
    if (what == original) return;
    ++planes->missing;
    pending->steps.push_back(load(original, original, [planes, arrived, fail](Result<PicturePtr> picture) {
        if (!picture) return fail(picture.error());
        if ((*picture)->raster.largest == 0) planes->range = (*picture)->range;
        arrived();
    }));
}

Ticket PictureCache::loadRows(const Source& source, Rows rows, RowsDone done) {
    const QString key =
        QStringList{
            source.path,
            source.hash,
            source.reader,
            source.part,
            QString::fromStdString(source.spec.dump()),
            QString::number(rows.begin),
            QString::number(rows.end)}
            .join(u'\n');
    if (auto known = rows_.known.value(key).lock()) return answer(known, std::move(done));
    bool start = false;
    Ticket ticket = join(rows_, key, std::move(done), start);
    if (start)
        rows_.pending.at(key)->steps.push_back(previews_.load(
            source,
            rows,
            [this, key, all = rows.all()](Result<std::shared_ptr<const Payload>> payload) {
                if (payload && !all)
                    recentRows_.insert(
                        key,
                        new std::shared_ptr<const Payload>(*payload),
                        static_cast<int>(payloadBytes(**payload).size() >> 10)
                    );
                finish(rows_, key, std::move(payload));
            }
        ));
    return ticket;
}

void PictureCache::prepare(
    const QString& key,
    const PictureSource& what,
    std::vector<NamedPlane> planes,
    std::optional<SampleRange> range
) {
    const auto work = [what, planes = std::move(planes), range]() -> Result<PicturePtr> {
        RB_TRY(
            Raster raster,
            what.frame < 0 ? imageRaster(planes.front().payload, what.meta, what.source.path)
                           : frameRaster(planes, what.meta, what.source.path)
        );
        const SampleRange shown = raster.largest > 0 ? SampleRange{0, raster.largest}
                                  : range            ? *range
                                                     : finiteRange(raster).value_or(SampleRange{});
        MipImage display(displayImage(raster, shown));
        if (display.levels.front().isNull())
            return outOfMemory(
                "no memory for the picture on the screen", what.source.path.toStdString(), "close other files"
            );
        return PicturePtr(std::make_shared<const Picture>(Picture{
            std::move(raster), shown, std::move(display)}));
    };
    pictures_.pending.at(key)->steps.push_back(run(work, [this, key](Result<PicturePtr> picture) {
        if (picture) {
            const auto cost = static_cast<int>(std::min<size_t>((*picture)->bytes() >> 10, keptKiB));
            recent_.insert(key, new PicturePtr(*picture), cost);
        }
        finish(pictures_, key, std::move(picture));
    }));
}

Ticket PictureCache::compare(
    const PictureSource& a,
    const PictureSource& b,
    const PictureSource& original,
    int blockSide,
    PairDone done
) {
    const QString key = a.key() + u'\v' + b.key() + u'\v' + QString::number(blockSide);
    if (auto known = pairs_.known.value(key).lock()) return answer(known, std::move(done));
    bool start = false;
    Ticket ticket = join(pairs_, key, std::move(done), start);
    if (start) startCompare(key, a, b, original, blockSide);
    return ticket;
}

void PictureCache::startCompare(
    const QString& key,
    const PictureSource& a,
    const PictureSource& b,
    const PictureSource& original,
    int blockSide
) {
    const auto pending = pairs_.pending.at(key);
    auto pair = std::make_shared<std::array<PicturePtr, 3>>();
    const auto arrived = [this, key, pair, blockSide, where = a.source.path] {
        if (!std::ranges::all_of(*pair, [](const auto& picture) { return picture != nullptr; })) return;
        const auto work = [pair = *pair, blockSide, where]() -> Result<PairPtr> {
            RB_CHECK(sameLayout(pair[0]->raster, pair[1]->raster, where));
            return PairPtr(std::make_shared<const PicturePair>(
                pair[0],
                pair[1],
                measureError(pair[0]->raster, pair[1]->raster, peakOf(pair[2]->raster), blockSide)
            ));
        };
        pairs_.pending.at(key)->steps.push_back(run(work, [this, key](Result<PairPtr> result) {
            if (result) recentPairs_.insert(key, new PairPtr(*result));
            finish(pairs_, key, std::move(result));
        }));
    };
    int index = 0;
    for (const PictureSource* source : {&a, &b, &original}) {
        PicturePtr& place = (*pair)[static_cast<size_t>(index++)];
        pending->steps.push_back(load(
            *source,
            original,
            [this, key, pair, &place, arrived](Result<PicturePtr> picture) {
                if (!picture) return finish<PicturePair>(pairs_, key, picture.error());
                place = *picture;
                arrived();
            }
        ));
    }
}

namespace {

MapPicture painted(ErrorField field, bool dark) {
    MapPicture out;
    out.image = std::make_shared<const MipImage>(paintField(field, dark));
    field.values = {};
    out.field = std::move(field);
    return out;
}

} // namespace

Ticket PictureCache::map(
    const PairPtr& pair,
    const PictureSource& a,
    const PictureSource& b,
    const MapRequest& request,
    MapDone done
) {
    if (request.measure != ErrorMeasure::ssim)
        return run(
            [pair, request]() -> Result<MapPicture> {
                return painted(
                    errorField(pair->a->raster, pair->b->raster, request.measure, request.plane), request.dark
                );
            },
            std::move(done)
        );
    Source original = a.source, other = b.source;
    original.part = other.part = b.parts[std::clamp<qsizetype>(request.plane, 0, b.parts.size() - 1)];
    Json args = Json::object();
    if (b.frame >= 0) args["rows"] = Json::array({b.frame, b.frame + 1});
    // Two steps, one ticket.
    auto step = std::make_shared<Ticket>();
    *step = previews_.derive(
        QStringLiteral("ssim_map"),
        args,
        other,
        &original,
        [this, pair, request, done = std::move(done), weak = std::weak_ptr(step)](Result<Derived> derived) {
            const auto held = weak.lock();
            if (!held) return;
            if (!derived || derived->details.empty())
                return done(derived ? internalError("an answer without a map", "ssim_map") : derived.error());
            const auto work = [pair, request, detail = derived->details.front()]() -> Result<MapPicture> {
                const auto* tensor = std::get_if<TensorView>(&detail.values);
                if (!tensor || tensor->dtype != DType::f32)
                    return internalError("the map is no tensor of floats", "ssim_map");
                std::vector<float> values(tensor->bytes.size() / sizeof(float));
                std::memcpy(values.data(), tensor->bytes.data(), values.size() * sizeof(float));
                return painted(
                    ssimField(pair->a->raster, values, detail.about.at("margin").asInt()), request.dark
                );
            };
            *held = run(work, done);
        }
    );
    return Ticket([step] { step->reset(); });
}

} // namespace rarebit::views

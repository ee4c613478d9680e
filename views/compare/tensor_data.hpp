// SPDX-License-Identifier: GPL-3.0-or-later
// Two tensors and their difference B - A, as far as a window needs them: pyramids of the whole first, values
// of some rows where one zooms in, figures of a region.
#pragma once

#include "views/core/previews.hpp"
#include "views/maps/map_grid.hpp"
#include "views/maps/part_plane.hpp"

#include <QVector>

#include <array>
#include <optional>

namespace rarebit::views {

enum class TensorSide : uint8_t { a, b, error };

/// Figures of one of the sides over some values.
struct SideFigures {
    double mean = std::nan(""), deviation = std::nan(""), low = std::nan(""), high = std::nan("");
    double rms = std::nan("");
};
/// Of a region or of the whole; NaN where there is no B.
struct PairFigures {
    qint64 count = 0;
    std::array<SideFigures, 3> sides;
    double cosine = std::nan("");
    /// 20 log10 of RMS of A over that of the error, dB; infinite where they are equal.
    double signalToNoise() const;
};
PairFigures figuresOf(const std::vector<float>& a, const std::vector<float>& b);

/// An element with its values.
struct TensorSpot {
    qint64 row = 0, column = 0; // of the plane
    QString index;
    double a = 0, b = 0;
};

class TensorData : public QObject {
    Q_OBJECT
public:
    explicit TensorData(Previews& previews, QObject* parent) : QObject(parent), previews_(previews) {}

    void show(const Source& a, const std::optional<Source>& b, const PartItem& part);
    void clear();

    const PartPlane& plane() const { return plane_; }
    bool hasB() const { return b_.has_value(); }
    /// Everything that is known of a side, coarse layers first. `frameRow`: rows of the plane above the
    /// slice.
    QVector<MapLayer> layers(TensorSide side, qint64 frameRow) const;
    /// Where a colour scale ends: P99.5 or the largest of |values| of A and B, or of the error; 0: not known
    /// yet.
    double reach(bool ofError, bool largest) const;
    /// Share of the values beyond; NaN: not known.
    double beyond(TensorSide side, double reach) const;
    std::optional<double> value(TensorSide side, qint64 row, qint64 column) const;

    /// Loads the values of a window (in rows of the plane) where the pyramid is too coarse for so many
    /// pixels.
    void want(const QRectF& window, QSizeF pixels);
    /// Of a region in rows of the plane; empty: of the whole. Comes by figuresChanged.
    void askFigures(const Region& region);
    const std::optional<PairFigures>& figures() const { return figures_; }
    const std::optional<PairFigures>& wholeFigures() const { return wholeFigures_; }
    /// Why there are no figures of the region.
    const QString& figuresNote() const { return figuresNote_; }
    const QVector<TensorSpot>& spots() const { return spots_; }
    /// All values of a vector; empty until they are there.
    const std::vector<float>& vectorValues(TensorSide side) const;

    bool busy() const { return waiting_ > 0; }
    const std::optional<Error>& error() const { return error_; }

signals:
    void changed(); // layers, ranges, spots, values, error
    void figuresChanged();

private:
    struct Whole {
        std::shared_ptr<const MapPyramid> pyramid;
        qint64 cellRows = 1, cellColumns = 1;
        std::vector<double> magnitudes; // sorted, of equal shares of the values
        double largest = 0;
        SideFigures figures;
    };
    // Values of whole entries of the first axis.
    struct Values {
        qint64 row = 0, rows = 0, columns = 0;
        std::array<std::vector<float>, 3> sides;
        bool covers(qint64 first, qint64 count) const { return first >= row && first + count <= row + rows; }
        size_t at(qint64 r, qint64 c) const { return static_cast<size_t>((r - row) * columns + c); }
    };
    using ValuesPtr = std::shared_ptr<const Values>;
    void derive(
        const QString& what,
        const Json& args,
        const Source& source,
        const Source* against,
        std::function<void(const Derived&)> take
    );
    void takePyramid(TensorSide side, const Derived& answer);
    void takeHistogram(const Derived& answer);
    void takeStatistics(const Derived& answer);
    void takeSpots(const Derived& answer);
    void
    load(qint64 first, qint64 count, std::function<void(ValuesPtr)> take, std::array<Ticket, 2>& tickets);
    void takeValues(ValuesPtr values);
    void measure(const ValuesPtr& values, const Region& region);
    void fail(const Error& error);

    Previews& previews_;
    Source a_;
    std::optional<Source> b_;
    PartItem part_;
    PartPlane plane_{PartItem{}};
    std::array<Whole, 3> whole_;
    ValuesPtr values_;
    std::array<std::shared_ptr<const MapPyramid>, 3> valuePyramids_;
    std::optional<PairFigures> figures_, wholeFigures_;
    QString figuresNote_;
    Region asked_;
    QVector<TensorSpot> spots_;
    std::optional<Error> error_;
    QVector<std::shared_ptr<Ticket>> tickets_;
    std::array<Ticket, 2> windowTickets_, regionTickets_;
    int waiting_ = 0, generation_ = 0;
    qint64 loadingFirst_ = -1, loadingCount_ = 0;
};

} // namespace rarebit::views

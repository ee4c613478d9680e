// SPDX-License-Identifier: GPL-3.0-or-later
// The door's other side: the only file that includes VTK. It draws into a framebuffer of the context that is
// current and reads it back; nothing of Qt comes in, and of VTK no module that links another Qt.
#include "views/volume/door.hpp"

#include <vtkActor.h>
#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkConeSource.h>
#include <vtkCubeSource.h>
#include <vtkFloatArray.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkGlyph3DMapper.h>
#include <vtkLight.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPlatonicSolidSource.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSphereSource.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rarebit::volume {
namespace {

constexpr double viewAngle = 30;  // degrees
constexpr double boxShare = 0.82; // of the picture; labels stand around the box
constexpr int gridLines = 4;      // parts of each edge of the box

class VtkScene : public Scene {
public:
    VtkScene() {
        window_->SetOwnContext(false);
        window_->SetMapped(true);
        window_->SetIsCurrent(true);
        window_->SetReadyForRendering(true);
        window_->SetSupportsOpenGL(1);
        window_->SetOffScreenRendering(1);
        window_->SetFrameBlitModeToNoBlit();
        window_->SetMultiSamples(4);
        window_->AddRenderer(renderer_);
        renderer_->SetAutomaticLightCreation(false);
        vtkNew<vtkLight> lamp; // goes with the camera, from above its left shoulder
        lamp->SetLightTypeToCameraLight();
        lamp->SetPosition(-0.6, 0.8, 1);
        renderer_->AddLight(lamp);
        landMapper_->SetInputData(land_);
        landMapper_->SetScalarModeToUsePointData();
        landActor_->SetMapper(landMapper_);
        landActor_->GetProperty()->SetAmbient(0.45); // colours stay readable in the shade
        landActor_->GetProperty()->SetDiffuse(0.6);
        landActor_->GetProperty()->SetSpecular(0);
        renderer_->AddActor(landActor_);
        wallMapper_->SetInputData(walls_);
        wallActor_->SetMapper(wallMapper_);
        wallActor_->GetProperty()->SetLighting(false);
        wallActor_->GetProperty()->SetLineWidth(1);
        renderer_->AddActor(wallActor_);
        makeShapes();
    }
    ~VtkScene() override { window_->Finalize(); }

    void setColors(Pixel ground, Pixel grid) override {
        renderer_->SetBackground(ground.r / 255.0, ground.g / 255.0, ground.b / 255.0);
        wallActor_->GetProperty()->SetColor(grid.r / 255.0, grid.g / 255.0, grid.b / 255.0);
    }
    void setHeight(double height) override { height_ = height; }
    void showLandscape(const Landscape& landscape) override;
    void showPoints(const Points& points) override;
    bool render(int width, int height, const Camera& camera, std::vector<uint8_t>& rgba, View& view) override;

private:
    struct Cloud {
        vtkNew<vtkPolyData> points;
        vtkNew<vtkGlyph3DMapper> mapper;
        vtkNew<vtkActor> actor;
    };
    void makeShapes();
    double fittingDistance(double aspect) const;
    void placeCamera(const Camera& camera, int width, int height, View& view);
    void drawWalls(const Vec& eye);

    vtkNew<vtkGenericOpenGLRenderWindow> window_;
    vtkNew<vtkRenderer> renderer_;
    vtkNew<vtkPolyData> land_, walls_;
    vtkNew<vtkPolyDataMapper> landMapper_, wallMapper_;
    vtkNew<vtkActor> landActor_, wallActor_;
    std::array<Cloud, 4> clouds_; // by Shape
    double height_ = 1;
    bool begun_ = false;
};

// Every mark has a shape as well as a colour.
void VtkScene::makeShapes() {
    vtkNew<vtkSphereSource> ball;
    ball->SetThetaResolution(20);
    ball->SetPhiResolution(14);
    ball->SetRadius(1);
    vtkNew<vtkCubeSource> box;
    box->SetXLength(1.6);
    box->SetYLength(1.6);
    box->SetZLength(1.6);
    vtkNew<vtkConeSource> cone;
    cone->SetDirection(0, 0, 1);
    cone->SetHeight(2);
    cone->SetRadius(1.1);
    cone->SetResolution(20);
    vtkNew<vtkPlatonicSolidSource> octahedron;
    octahedron->SetSolidTypeToOctahedron();
    const std::array<vtkAlgorithm*, 4> sources{ball, box, cone, octahedron};
    for (size_t i = 0; i < clouds_.size(); ++i) {
        Cloud& cloud = clouds_[i];
        cloud.mapper->SetInputData(cloud.points);
        cloud.mapper->SetSourceConnection(sources[i]->GetOutputPort());
        cloud.mapper->SetScaleModeToScaleByMagnitude();
        cloud.mapper->SetScaleArray("size");
        cloud.mapper->SetScalarModeToUsePointData();
        cloud.actor->SetMapper(cloud.mapper);
        cloud.actor->GetProperty()->SetAmbient(0.5);
        cloud.actor->GetProperty()->SetDiffuse(0.55);
        renderer_->AddActor(cloud.actor);
    }
}

void VtkScene::showLandscape(const Landscape& from) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkUnsignedCharArray> colors;
    vtkNew<vtkCellArray> faces;
    colors->SetNumberOfComponents(3);
    const int rows = from.rows, columns = from.columns;
    const auto at = [&](int row, int column) {
        return static_cast<size_t>(row) * static_cast<size_t>(columns) + static_cast<size_t>(column);
    };
    points->SetNumberOfPoints(static_cast<vtkIdType>(rows) * columns);
    colors->SetNumberOfTuples(static_cast<vtkIdType>(rows) * columns);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const size_t i = at(row, column);
            const float height = std::isnan(from.heights[i]) ? 0 : from.heights[i];
            points->SetPoint(
                static_cast<vtkIdType>(i),
                columns > 1 ? double(column) / (columns - 1) : 0.5,
                rows > 1 ? 1 - double(row) / (rows - 1) : 0.5,
                height
            );
            const Pixel color = from.colors[i];
            colors->SetTypedTuple(
                static_cast<vtkIdType>(i), std::array<unsigned char, 3>{color.r, color.g, color.b}.data()
            );
        }
    for (int row = 0; row + 1 < rows; ++row)
        for (int column = 0; column + 1 < columns; ++column) {
            const std::array<size_t, 4> corners{
                at(row, column), at(row + 1, column), at(row + 1, column + 1), at(row, column + 1)};
            if (std::ranges::any_of(corners, [&](size_t i) { return std::isnan(from.heights[i]); })) continue;
            std::array<vtkIdType, 4> ids{};
            std::ranges::transform(corners, ids.begin(), [](size_t i) { return static_cast<vtkIdType>(i); });
            faces->InsertNextCell(4, ids.data());
        }
    vtkNew<vtkPolyData> raw;
    raw->SetPoints(points);
    raw->SetPolys(faces);
    raw->GetPointData()->SetScalars(colors);
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputData(raw);
    normals->SplittingOff();
    normals->ConsistencyOff();
    normals->Update();
    land_->ShallowCopy(normals->GetOutput());
}

void VtkScene::showPoints(const Points& from) {
    for (size_t shape = 0; shape < clouds_.size(); ++shape) {
        vtkNew<vtkPoints> points;
        vtkNew<vtkUnsignedCharArray> colors;
        vtkNew<vtkFloatArray> sizes;
        colors->SetNumberOfComponents(3);
        sizes->SetName("size");
        for (size_t i = 0; i < from.places.size(); ++i) {
            if (static_cast<size_t>(from.shapes[i]) != shape) continue;
            const Vec& place = from.places[i];
            points->InsertNextPoint(place.x, place.y, place.z);
            const Pixel color = from.colors[i];
            colors->InsertNextTypedTuple(std::array<unsigned char, 3>{color.r, color.g, color.b}.data());
            sizes->InsertNextValue(from.sizes[i]);
        }
        vtkNew<vtkPolyData> data;
        data->SetPoints(points);
        data->GetPointData()->SetScalars(colors);
        data->GetPointData()->AddArray(sizes);
        clouds_[shape].points->ShallowCopy(data);
        clouds_[shape].actor->SetVisibility(points->GetNumberOfPoints() > 0);
    }
}

// Floor and the two walls behind, as lines.
void VtkScene::drawWalls(const Vec& eye) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> lines;
    const auto line = [&](Vec a, Vec b) {
        std::array<vtkIdType, 2> ids{
            points->InsertNextPoint(a.x, a.y, a.z), points->InsertNextPoint(b.x, b.y, b.z)};
        lines->InsertNextCell(2, ids.data());
    };
    const float x = eye.x > 0.5F ? 0 : 1, y = eye.y > 0.5F ? 0 : 1, top = static_cast<float>(height_);
    for (int i = 0; i <= gridLines; ++i) {
        const float t = static_cast<float>(i) / gridLines, z = t * top;
        line({t, 0, 0}, {t, 1, 0});
        line({0, t, 0}, {1, t, 0});
        line({x, t, 0}, {x, t, top});
        line({t, y, 0}, {t, y, top});
        line({x, 0, z}, {x, 1, z});
        line({0, y, z}, {1, y, z});
    }
    vtkNew<vtkPolyData> data;
    data->SetPoints(points);
    data->SetLines(lines);
    walls_->ShallowCopy(data);
}

struct Directions {
    std::array<double, 3> right, up, out;
    explicit Directions(const Camera& camera) {
        const double degree = std::numbers::pi / 180;
        const double az = camera.azimuth * degree, el = camera.elevation * degree;
        right = {-std::sin(az), std::cos(az), 0};
        up = {-std::sin(el) * std::cos(az), -std::sin(el) * std::sin(az), std::cos(el)};
        out = {std::cos(el) * std::cos(az), std::cos(el) * std::sin(az), std::sin(el)};
    }
};

// How far the eye must be for the box with its labels to fit, seen as at first.
double VtkScene::fittingDistance(double aspect) const {
    const Directions at{Camera{}};
    const double half = std::tan(viewAngle / 2 * std::numbers::pi / 180) * boxShare;
    double out = 0;
    for (int corner = 0; corner < 8; ++corner) {
        const std::array<double, 3> from{
            corner & 1 ? 0.5 : -0.5, corner & 2 ? 0.5 : -0.5, corner & 4 ? height_ / 2 : -height_ / 2};
        const auto along = [&](const std::array<double, 3>& axis) {
            return from[0] * axis[0] + from[1] * axis[1] + from[2] * axis[2];
        };
        const double nearer = along(at.out);
        out = std::max(
            {out,
             nearer + std::abs(along(at.right)) / (half * aspect),
             nearer + std::abs(along(at.up)) / half}
        );
    }
    return out;
}

void VtkScene::placeCamera(const Camera& from, int width, int height, View& view) {
    vtkCamera* camera = renderer_->GetActiveCamera();
    const double aspect = double(width) / height, distance = from.distance * fittingDistance(aspect);
    const Directions at(from);
    std::array<double, 3> middle{0.5, 0.5, height_ / 2}, eye{};
    for (size_t i = 0; i < 3; ++i) {
        middle[i] -= from.panX * at.right[i] + from.panY * at.up[i];
        eye[i] = middle[i] + distance * at.out[i];
    }
    camera->SetFocalPoint(middle.data());
    camera->SetPosition(eye.data());
    camera->SetViewUp(0, 0, 1);
    camera->SetViewAngle(viewAngle);
    renderer_->ResetCameraClippingRange(-0.2, 1.2, -0.2, 1.2, -0.2, height_ + 0.2);
    vtkMatrix4x4* matrix = camera->GetCompositeProjectionTransformMatrix(aspect, -1, 1);
    std::copy_n(&matrix->Element[0][0], 16, view.matrix.begin());
    view.eye = {static_cast<float>(eye[0]), static_cast<float>(eye[1]), static_cast<float>(eye[2])};
}

bool VtkScene::render(int width, int height, const Camera& camera, std::vector<uint8_t>& rgba, View& view) {
    if (width < 1 || height < 1) return false;
    window_->SetSize(width, height);
    if (!std::exchange(begun_, true) && !window_->InitializeFromCurrentContext()) return begun_ = false;
    placeCamera(camera, width, height, view);
    drawWalls(view.eye);
    window_->Render();
    vtkNew<vtkUnsignedCharArray> pixels;
    if (window_->GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, pixels) != 1) return false;
    const size_t stride = static_cast<size_t>(width) * 4;
    if (static_cast<size_t>(pixels->GetNumberOfValues()) < stride * static_cast<size_t>(height)) return false;
    rgba.resize(stride * static_cast<size_t>(height));
    for (int row = 0; row < height; ++row) // OpenGL begins below
        std::copy_n(
            pixels->GetPointer(static_cast<vtkIdType>(stride) * (height - 1 - row)),
            stride,
            rgba.begin() + static_cast<std::ptrdiff_t>(stride) * row
        );
    return true;
}

} // namespace
} // namespace rarebit::volume

extern "C" __attribute__((visibility("default"))) rarebit::volume::Scene* rarebit_volume_scene() {
    return new rarebit::volume::VtkScene;
}
